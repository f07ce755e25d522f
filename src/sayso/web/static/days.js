export const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
export function moment(stamp) {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}))?)?)?/.exec(stamp);
    if (!match)
        return NaN;
    return Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1), Number(match[4] ?? 0));
}
export function day(ms) {
    return new Date(ms).toISOString().slice(0, 10);
}
export function unitOf(ms, unit) {
    return new Date(ms).toISOString().slice(0, { year: 4, month: 7, day: 10, hour: 13 }[unit]);
}
export function floor(ms, unit) {
    return moment(unitOf(ms, unit));
}
export function stepped(ms, unit, steps = 1) {
    const at = new Date(floor(ms, unit));
    if (unit === "year")
        return Date.UTC(at.getUTCFullYear() + steps, 0);
    if (unit === "month")
        return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + steps);
    return at.getTime() + steps * (unit === "day" ? DAY : DAY / 24);
}
export function named(ms, unit) {
    const at = new Date(ms);
    const month = MONTHS[at.getUTCMonth()] ?? "";
    if (unit === "year")
        return String(at.getUTCFullYear());
    if (unit === "month")
        return `${month} ${at.getUTCFullYear()}`;
    const words = `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}`;
    return unit === "day" ? words : `${words}, ${String(at.getUTCHours()).padStart(2, "0")}:00`;
}
export function tick(ms, unit) {
    const at = new Date(ms);
    const month = MONTHS[at.getUTCMonth()] ?? "";
    if (unit === "year")
        return String(at.getUTCFullYear());
    if (unit === "month")
        return at.getUTCMonth() === 0 ? `${month} ${at.getUTCFullYear()}` : month;
    if (unit === "day")
        return `${at.getUTCDate()} ${month}`;
    return `${String(at.getUTCHours()).padStart(2, "0")}:00`;
}
const IN_FULL = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function dayInFull(stamp) {
    const at = new Date(moment(stamp));
    return `${at.getUTCDate()} ${IN_FULL[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
}
function whole(start, end) {
    if (start.slice(0, 4) !== end.slice(0, 4))
        return "";
    if (start.slice(5, 10) === "01-01" && end.slice(5, 10) === "12-31")
        return start.slice(0, 4);
    const alike = start.slice(5, 7) === end.slice(5, 7) && start.slice(8, 10) === "01" && stepped(moment(start), "month") === moment(end) + DAY;
    return alike ? `${IN_FULL[Number(start.slice(5, 7)) - 1] ?? ""} ${start.slice(0, 4)}` : "";
}
function between(start, end) {
    const words = dayInFull(start).split(" ");
    const shared = start.slice(0, 4) !== end.slice(0, 4) ? 3 : start.slice(0, 7) !== end.slice(0, 7) ? 2 : 1;
    return `${words.slice(0, shared).join(" ")} to ${dayInFull(end)}`;
}
export function daysInWords(start, end) {
    if (!start)
        return end ? dayInFull(end) : "";
    const first = dayInFull(start);
    return end && end.slice(0, 10) !== start.slice(0, 10) ? whole(start, end) || between(start, end) : first;
}
