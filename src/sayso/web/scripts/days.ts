// Days, and units of time, as milliseconds since 1970 in UTC.

export type Unit = "year" | "month" | "day" | "hour";
export const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The first moment of "2024", "2024-10", "2024-10-23", "2024-10-23T14" or a longer stamp; NaN for anything else. */
export function moment(stamp: string): number {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}))?)?)?/.exec(stamp);
  if (!match) return NaN;
  return Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1), Number(match[4] ?? 0));
}

export function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A unit's name for a moment: "2024", "2024-10", "2024-10-23", "2024-10-23T14". */
export function unitOf(ms: number, unit: Unit): string {
  return new Date(ms).toISOString().slice(0, { year: 4, month: 7, day: 10, hour: 13 }[unit]);
}

/** The first moment of the unit that a moment lies in. */
export function floor(ms: number, unit: Unit): number {
  return moment(unitOf(ms, unit));
}

/** The first moment of the unit `steps` after the one that a moment lies in. */
export function stepped(ms: number, unit: Unit, steps = 1): number {
  const at = new Date(floor(ms, unit));
  if (unit === "year") return Date.UTC(at.getUTCFullYear() + steps, 0);
  if (unit === "month") return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + steps);
  return at.getTime() + steps * (unit === "day" ? DAY : DAY / 24);
}

export function named(ms: number, unit: Unit): string {
  const at = new Date(ms);
  const month = MONTHS[at.getUTCMonth()] ?? "";
  if (unit === "year") return String(at.getUTCFullYear());
  if (unit === "month") return `${month} ${at.getUTCFullYear()}`;
  const words = `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}`;
  return unit === "day" ? words : `${words}, ${String(at.getUTCHours()).padStart(2, "0")}:00`;
}

/** A label of the axis: short, for its larger unit is told once. */
export function tick(ms: number, unit: Unit): string {
  const at = new Date(ms);
  const month = MONTHS[at.getUTCMonth()] ?? "";
  if (unit === "year") return String(at.getUTCFullYear());
  if (unit === "month") return at.getUTCMonth() === 0 ? `${month} ${at.getUTCFullYear()}` : month;
  if (unit === "day") return `${at.getUTCDate()} ${month}`;
  return `${String(at.getUTCHours()).padStart(2, "0")}:00`;
}

const IN_FULL = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dayInFull(stamp: string): string {
  const at = new Date(moment(stamp));
  return `${at.getUTCDate()} ${IN_FULL[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
}

/** "October 2024" or "2024" for days that are just a month or a year; "" for others. */
function whole(start: string, end: string): string {
  if (start.slice(0, 4) !== end.slice(0, 4)) return "";
  if (start.slice(5, 10) === "01-01" && end.slice(5, 10) === "12-31") return start.slice(0, 4);
  const alike = start.slice(5, 7) === end.slice(5, 7) && start.slice(8, 10) === "01" && stepped(moment(start), "month") === moment(end) + DAY;
  return alike ? `${IN_FULL[Number(start.slice(5, 7)) - 1] ?? ""} ${start.slice(0, 4)}` : "";
}

/** "3 to 5 October 2024", "28 September to 2 October 2024": what both ends share is said once. */
function between(start: string, end: string): string {
  const words = dayInFull(start).split(" ");
  const shared = start.slice(0, 4) !== end.slice(0, 4) ? 3 : start.slice(0, 7) !== end.slice(0, 7) ? 2 : 1;
  return `${words.slice(0, shared).join(" ")} to ${dayInFull(end)}`;
}

/** Days in words, "3 October 2024", "3 to 5 October 2024" or "October 2024"; "" where nothing is known. */
export function daysInWords(start: string | null | undefined, end: string | null | undefined): string {
  if (!start) return end ? dayInFull(end) : "";
  const first = dayInFull(start);
  return end && end.slice(0, 10) !== start.slice(0, 10) ? whole(start, end) || between(start, end) : first;
}
