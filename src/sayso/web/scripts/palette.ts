// Twenty-two types cannot have a colour each that people tell apart; eight groups of them can.

export interface Group {
  key: string;
  label: string;
  types: readonly string[];
}

export const GROUPS: readonly Group[] = [
  { key: "force", label: "Attacks", types: ["ASSAULT"] },
  { key: "coercion", label: "Coercion", types: ["COERCE", "MOBILIZE", "SANCTION"] },
  { key: "protest", label: "Protest", types: ["PROTEST"] },
  { key: "against", label: "Words against", types: ["ACCUSE", "REJECT", "REQUEST", "THREATEN"] },
  { key: "together", label: "Cooperation", types: ["AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"] },
  { key: "harm", label: "Disaster and flight", types: ["DISASTER", "DISPLACE"] },
  { key: "law", label: "Crime and justice", types: ["CRIME", "JUSTICE"] },
  { key: "power", label: "Office and votes", types: ["OFFICE", "VOTE"] },
];

const BY_TYPE = new Map(GROUPS.flatMap((group, n) => group.types.map((type) => [type, n] as const)));

/** The number of a type's group; a type that is none of ours is with the last. */
export function groupOf(type: string): number {
  return BY_TYPE.get(type) ?? GROUPS.length - 1;
}

const WORDS: Readonly<Record<string, string>> = {
  AGREE: "agreement", CONSULT: "talks", CONCEDE: "concession", COOPERATE: "cooperation", REJECT: "rejection", REQUEST: "request", THREATEN: "threat",
  ACCUSE: "accusation", MOBILIZE: "mobilisation", COERCE: "coercion", ASSAULT: "attack", DISPLACE: "displacement", OFFICE: "change of office",
  JUSTICE: "court case",
};

/** What a type is called on pages (`NOUNS` in wording.py). */
export function typeInWords(type: string): string {
  return WORDS[type] ?? type.toLowerCase();
}

/** A colour of the style sheet by its name, as the page now shows it. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";
}

/** The groups' colours, in order. */
export function groupColours(): string[] {
  return GROUPS.map((group) => colour(`g-${group.key}`));
}

export const CERTAINTY_WORDS: Readonly<Record<string, string>> = {
  "CT+": "certain",
  "PR+": "probable",
  "PS+": "possible",
  Uu: "uncommitted",
  "CT-": "denied",
  "PR-": "improbable",
  "PS-": "doubtful",
};

/** Calls `run` whenever the page changes between light and dark. */
export function onTheme(run: () => void): void {
  new MutationObserver(run).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", run);
}
