import type { Locale } from "@/lib/core/context";
import type { RefusalReason } from "./request-target";

/** What the entry itself says to people; everything else is said by Next.js and the messages of the portal. */
export const refusalMessages: Record<Locale, Record<RefusalReason, string>> = {
  "zh-CN": {
    "common.bad_request": "请求格式不正确",
    "common.bad_path": "请求地址包含不允许的字符",
    "common.body_too_large": "请求内容过大",
    "common.headers_too_large": "请求头过大",
    "common.method_not_allowed": "不支持该请求方法",
    "common.request_timeout": "请求未在规定时间内发送完毕",
    "common.upgrade_refused": "不支持升级连接",
    "common.not_ready": "服务暂不可用，请稍后再试",
    "common.internal": "服务器出错，请稍后再试",
  },
  en: {
    "common.bad_request": "The request is malformed.",
    "common.bad_path": "The address of the request holds characters that are not allowed.",
    "common.body_too_large": "The request's content is too large.",
    "common.headers_too_large": "The request's headers are too large.",
    "common.method_not_allowed": "This request method is not supported.",
    "common.request_timeout": "The request was not sent within the time allowed.",
    "common.upgrade_refused": "Connections cannot be upgraded.",
    "common.not_ready": "The service is not available right now; please try again shortly.",
    "common.internal": "Something went wrong on our side; please try again shortly.",
  },
};
