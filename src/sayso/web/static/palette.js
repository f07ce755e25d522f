export const GROUPS = [
    { key: "force", label: "Attacks", types: ["ASSAULT"] },
    { key: "coercion", label: "Coercion", types: ["COERCE", "MOBILIZE", "SANCTION"] },
    { key: "protest", label: "Protest", types: ["PROTEST"] },
    { key: "against", label: "Words against", types: ["ACCUSE", "REJECT", "REQUEST", "THREATEN"] },
    { key: "together", label: "Cooperation", types: ["AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"] },
    { key: "harm", label: "Disaster and flight", types: ["DISASTER", "DISPLACE"] },
    { key: "law", label: "Crime and justice", types: ["CRIME", "JUSTICE"] },
    { key: "power", label: "Office and votes", types: ["OFFICE", "VOTE"] },
];
const BY_TYPE = new Map(GROUPS.flatMap((group, n) => group.types.map((type) => [type, n])));
export function groupOf(type) {
    return BY_TYPE.get(type) ?? GROUPS.length - 1;
}
const WORDS = {
    AGREE: "agreement", CONSULT: "talks", CONCEDE: "concession", COOPERATE: "cooperation", REJECT: "rejection", REQUEST: "request", THREATEN: "threat",
    ACCUSE: "accusation", MOBILIZE: "mobilisation", COERCE: "coercion", ASSAULT: "attack", DISPLACE: "displacement", OFFICE: "change of office",
    JUSTICE: "court case",
};
export function typeInWords(type) {
    return WORDS[type] ?? type.toLowerCase();
}
export function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";
}
export function groupColours() {
    return GROUPS.map((group) => colour(`g-${group.key}`));
}
export const CERTAINTY_WORDS = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    Uu: "uncommitted",
    "CT-": "denied",
    "PR-": "improbable",
    "PS-": "doubtful",
};
export function onTheme(run) {
    new MutationObserver(run).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", run);
}
