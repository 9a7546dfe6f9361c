// Chinese characters take two columns in a terminal.
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** @param {string} text */
export function displayWidth(text) {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/**
 * @param {string[]} headings
 * @param {string[][]} rows
 * @returns {string}
 */
export function formatTable(headings, rows) {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => displayWidth(line[column] ?? ""))),
  );
  const format = (/** @type {string[]} */ line) => {
    const cells = widths.map((width, column) => {
      const cell = line[column] ?? "";
      return cell + " ".repeat(width - displayWidth(cell));
    });
    return `  ${cells.join("  ")}`.trimEnd();
  };
  const rule = `  ${widths.map((width) => "-".repeat(width)).join("  ")}`;
  return [format(headings), rule, ...rows.map(format)].join("\n");
}

/**
 * Cuts a text to a number of columns.
 * @param {string} text
 * @param {number} columns
 */
export function cutToWidth(text, columns) {
  let width = 0;
  let cut = "";
  for (const character of text) {
    width += wide.test(character) ? 2 : 1;
    if (width > columns) break;
    cut += character;
  }
  return cut;
}
