const codePattern = /^[A-Za-z0-9_.-]{1,32}$/;

/** Codes out of whatever was pasted: lines of a sheet, commas of both scripts, blanks; each once, in their order. */
export function readCodes(text: string): { codes: string[]; invalid: string[] } {
  const words = [...new Set(text.split(/[\s,\uff0c\u3001;\uff1b|"']+/).filter((word) => word !== ""))];
  return {
    codes: words.filter((word) => codePattern.test(word)),
    invalid: words.filter((word) => !codePattern.test(word)),
  };
}
