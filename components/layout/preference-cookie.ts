/** A choice of look that the server must know before it draws the page; holds nothing about the person. */
export function rememberPreference(name: "locale" | "sidebar", value: string): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari 16 and Firefox.
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}
