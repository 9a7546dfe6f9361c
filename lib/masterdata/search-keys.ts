import { pinyin } from "pinyin-pro";

const han = /\p{Script=Han}/u;
const runs = /\p{Script=Han}+|[a-z0-9]+/gu;
/** Lengths of the columns. */
const pinyinMax = 255;
const initialsMax = 60;

/**
 * What a name is found by besides itself: pinyin without blanks and first letters, both lower case. Latin words and
 * digits stand as they are (accents dropped); "绿地2号店" → "lvdi2haodian", "ld2hd".
 */
export function searchKeys(name: string): { pinyin: string; initials: string } {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let full = "";
  let initials = "";
  for (const [run] of plain.matchAll(runs)) {
    // A whole run at once: the reading of a character hangs on its neighbours.
    const read = han.test(run) ? pinyin(run, { toneType: "none", type: "array", v: true }) : [run];
    // What has no reading comes back as it was, and is no key.
    const syllables = read.map((syllable) => syllable.replace(/[^a-z0-9]/g, ""));
    full += syllables.join("");
    initials += syllables
      .map((syllable) => (/^\d/.test(syllable) ? syllable : syllable.slice(0, 1)))
      .join("");
  }
  return { pinyin: full.slice(0, pinyinMax), initials: initials.slice(0, initialsMax) };
}

/** What somebody typed, in the form of the keys: no blanks, apostrophes or accents. Empty where nothing of it is a key. */
export function keyTyped(typed: string): string {
  const plain = typed.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ü/g, "v");
  return /^[a-z0-9\s'’.&,-]*$/.test(plain) ? plain.replace(/[^a-z0-9]/g, "") : "";
}
