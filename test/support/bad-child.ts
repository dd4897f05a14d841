// test/support/bad-child.ts: a stand-in for read/child.ts that misbehaves as the name of the file says.

interface Asked {
  id: number;
  kind: string;
  blob?: { name: string };
}
const kept: Uint8Array[] = [];

process.on("message", (asked: Asked) => {
  const { id } = asked;
  const answer = (message: object) => process.send?.({ id, ...message });
  const reading = (text: string) => answer({ kind: "read", reading: { text }, memoryMb: 50 });
  switch (asked.blob?.name) {
    case "hangs":
      for (;;) Math.random();
    case "crashes":
      process.exit(7);
      break;
    case "grows":
      for (;;) kept.push(new Uint8Array(20_000_000).fill(1));
    case "refuses":
      answer({ kind: "refused", code: "password-needed", details: { name: "refuses" } });
      break;
    case "throws":
      answer({ kind: "failed", reason: "a bug of ours" });
      break;
    default:
      answer({ kind: "progress", done: 1, total: 2 });
      reading(String(process.pid));
  }
});
process.on("disconnect", () => process.exit(0));
