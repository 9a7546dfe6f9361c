/** The clock time at which a half hour begins: 19 → "09:30". */
export function slotText(slot: number): string {
  return `${String(Math.floor(slot / 2)).padStart(2, "0")}:${slot % 2 === 0 ? "00" : "30"}`;
}
