/** A download: the name in UTF-8 (RFC 8187) with an ASCII fallback, never cached, never sniffed. */
export function fileResponse(file: {
  name: string;
  mediaType: string;
  body: ReadableStream<Uint8Array> | Uint8Array;
}): Response {
  const plain = file.name.replace(/[^\x20-\x7e]+/g, "").replace(/["\\]/g, "");
  return new Response(file.body as BodyInit, {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
