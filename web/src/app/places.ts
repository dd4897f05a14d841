// web/src/app/places.ts: where the top bar leads: what one reads, and what keeps the desk going.

export const PLACES = [
  ["/ask", "nav.ask"],
  ["/ledger", "nav.ledger"],
  ["/findings", "nav.findings"],
  ["/library", "nav.library"],
] as const;

export const MORE_PLACES = [
  ["/topics", "nav.topics"],
  ["/feeds", "nav.feeds"],
  ["/activity", "nav.activity"],
  ["/settings", "nav.settings"],
] as const;
