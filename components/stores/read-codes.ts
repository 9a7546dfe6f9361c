const codePattern = /^[A-Za-z0-9_.-]{1,32}$/;

/** Codes out of whatever was pasted: lines of a sheet, commas of both scripts, blanks; each once, in their order. */
export function readCodes(text: string): { codes: string[]; invalid: string[] } {
  const words = [...new Set(text.split(/[\s,,、;;|"']+/).filter((word) => word !== ""))];
  return {
    codes: words.filter((word) => codePattern.test(word)),
    invalid: words.filter((word) => !codePattern.test(word)),
  };
}
