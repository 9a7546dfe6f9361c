import type { Locale } from "@/lib/core/context";
import type { RefusalReason } from "./request-target";

/**
 * The entry's share of the catalogue (lib/i18n/messages/errors.*.json), whose translator is React's and loads inside Next.js
 * only; a test holds the two together.
 */
export const refusalMessages: Record<Locale, Record<RefusalReason, string>> = {
  "zh-CN": {
    "common.bad_request": "请求格式不正确",
    "common.bad_path": "请求地址含有不允许的字符",
    "common.body_too_large": "提交的内容太大，请减少后重试",
    "common.headers_too_large": "请求头太大，请清除本站的 Cookie 后重试",
    "common.method_not_allowed": "该地址不支持此请求方法",
    "common.request_timeout": "请求未在规定时间内发送完毕，请检查网络后重试",
    "common.upgrade_refused": "不支持升级连接",
    "common.not_ready": "服务暂不可用，请稍后重试",
    "common.internal": "系统出错了，请稍后重试；如仍不行，请把请求编号告诉客服",
  },
  en: {
    "common.bad_request": "The request is malformed.",
    "common.bad_path": "The address of the request holds characters that are not allowed.",
    "common.body_too_large": "The request is too large; send less at once.",
    "common.headers_too_large":
      "The request's headers are too large; clear this site's cookies and try again.",
    "common.method_not_allowed": "This address does not take this request method.",
    "common.request_timeout":
      "The request was not sent within the time allowed; check the connection and try again.",
    "common.upgrade_refused": "Connections cannot be upgraded.",
    "common.not_ready": "The service is not available right now; try again in a moment.",
    "common.internal":
      "Something went wrong on our side; try again later, and quote the request number if it stays.",
  },
};
