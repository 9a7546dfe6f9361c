import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddress, plainAddress, readTrustedProxies } from "@/lib/web/client-address";
import { checkProperty } from "../../support/property";

const trusted = readTrustedProxies("10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48, ::1");

describe("the true address of a caller", () => {
  it.each([
    ["no proxy, no claim", "198.51.100.4", undefined, "198.51.100.4"],
    ["a stranger's claim is ignored", "198.51.100.4", "1.2.3.4", "198.51.100.4"],
    ["a proxy's word is taken", "10.0.0.1", "198.51.100.4", "198.51.100.4"],
    [
      "left of the first stranger is that stranger's claim",
      "10.0.0.1",
      "1.2.3.4, 198.51.100.4",
      "198.51.100.4",
    ],
    ["hops of ours are passed over", "10.0.0.1", "198.51.100.4, 192.0.2.7, 10.9.9.9", "198.51.100.4"],
    ["a spoofed proxy address left of a stranger", "10.0.0.1", "10.0.0.2, 198.51.100.4", "198.51.100.4"],
    ["all hops are ours", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
    ["what is no address ends the list", "10.0.0.1", "1.2.3.4, unknown, 10.0.0.2", "10.0.0.2"],
    ["an empty list", "10.0.0.1", "", "10.0.0.1"],
    ["a mapped peer is the IPv4 address", "::ffff:10.0.0.1", "198.51.100.4", "198.51.100.4"],
    ["a mapped stranger too", "::ffff:198.51.100.4", "1.2.3.4", "198.51.100.4"],
    ["a mapped hop in hexadecimal", "10.0.0.1", "::ffff:c633:6404", "198.51.100.4"],
    ["ports are left out", "10.0.0.1", "198.51.100.4:5123", "198.51.100.4"],
    ["IPv6 with brackets and a port", "::1", "[2001:DB8:0:0::9]:443", "2001:db8::9"],
    ["IPv6 by block", "2001:db8:1:ffff::2", "2001:db8:2::1", "2001:db8:2::1"],
    ["a zone is no part of the address", "fe80::1%eth0", "1.2.3.4", "fe80::1"],
    ["a connection without an address", undefined, "1.2.3.4", ""],
  ])("%s", (_, peer, forwardedFor, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });

  it("believes nobody where no proxy is named", () => {
    const none = readTrustedProxies("");
    expect(clientAddress("127.0.0.1", "1.2.3.4", none)).toBe("127.0.0.1");
  });

  it("is the peer's own or that of a hop right of every stranger, whatever is claimed", async () => {
    const stranger = fc.ipV4().filter((address) => !trusted(address));
    const property = fc.property(fc.array(fc.string()), stranger, (claims, address) => {
      const forged = claims.join(",").replaceAll(address, "");
      expect(clientAddress("10.0.0.1", `${forged},${address},10.1.1.1`, trusted)).toBe(address);
      expect(clientAddress(address, `${forged},10.1.1.1`, trusted)).toBe(address);
    });
    await checkProperty("true address", property, 300);
  });
});

describe("the setting TRUSTED_PROXIES", () => {
  it.each(["proxy.local", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "1.2.3.4/-1", "1.2.3.4/a"])(
    "refuses %s and names it",
    (setting) => {
      expect(() => readTrustedProxies(setting)).toThrow(setting);
    },
  );
});

describe("one spelling per address", () => {
  it.each([
    ["::FFFF:1.2.3.4", "1.2.3.4"],
    ["2001:0db8:0000::0001", "2001:db8::1"],
    ["1.2.3.4", "1.2.3.4"],
    ["1.2.3.400", null],
    ["01.2.3.4", null],
    ["::g", null],
    ["", null],
  ])("%s", (text, expected) => {
    expect(plainAddress(text)).toBe(expected);
  });
});
