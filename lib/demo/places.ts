import type { RegionItem } from "@/lib/masterdata/schemas";
import { chinaAreas } from "./places-china";

/** Areas of the demo chain with real provinces and cities; codes below the areas are those of GB/T 2260. */
type City = readonly [code: string, name: string];
type Province = { code: string; name: string; cities: readonly City[] };
export type Area = { code: string; name: string; provinces: readonly (Province & { branchName: string })[] };
/** In a small chain one branch looks after a whole area. */
type SmallArea = { code: string; name: string; branchName: string; provinces: readonly Province[] };

const fewAreas: readonly SmallArea[] = [
  {
    code: "area-east",
    name: "华东大区",
    branchName: "华东销售分公司",
    provinces: [
      {
        code: "320000",
        name: "江苏省",
        cities: [
          ["320100", "南京市"],
          ["320200", "无锡市"],
          ["320500", "苏州市"],
        ],
      },
      { code: "310000", name: "上海市", cities: [["310100", "上海市辖区"]] },
      {
        code: "330000",
        name: "浙江省",
        cities: [
          ["330100", "杭州市"],
          ["330200", "宁波市"],
        ],
      },
      { code: "340000", name: "安徽省", cities: [["340100", "合肥市"]] },
    ],
  },
  {
    code: "area-north",
    name: "华北大区",
    branchName: "华北销售分公司",
    provinces: [
      { code: "110000", name: "北京市", cities: [["110100", "北京市辖区"]] },
      { code: "120000", name: "天津市", cities: [["120100", "天津市辖区"]] },
      {
        code: "130000",
        name: "河北省",
        cities: [
          ["130100", "石家庄市"],
          ["130600", "保定市"],
        ],
      },
    ],
  },
  {
    code: "area-southwest",
    name: "西南大区",
    branchName: "西南销售分公司",
    provinces: [
      {
        code: "510000",
        name: "四川省",
        cities: [
          ["510100", "成都市"],
          ["510700", "绵阳市"],
        ],
      },
      { code: "500000", name: "重庆市", cities: [["500100", "重庆市辖区"]] },
      { code: "520000", name: "贵州省", cities: [["520100", "贵阳市"]] },
    ],
  },
];

export type DemoCity = { code: string; name: string; branchCode: string };
export type DemoPlaces = {
  regions: RegionItem[];
  branches: { code: string; name: string }[];
  /** In an order that visits the branches in turn, so that a small chain has stores in all of them. */
  cities: DemoCity[];
};

/** From how many stores on a chain spreads over the whole country, with more goods and larger franchisees. */
export const largeChainFrom = 200;

export function demoPlaces(stores: number): DemoPlaces {
  const areas = stores < largeChainFrom ? fewAreas.map(withBranches) : chinaAreas;
  const provinces = areas.flatMap((area) => area.provinces);
  const names = [...new Set(provinces.map(({ branchName }) => branchName))];
  const branches = names.map((name, index) => ({ code: `B${String(index + 1).padStart(2, "0")}`, name }));
  const perBranch = branches.map(({ code: branchCode, name }) =>
    provinces
      .filter(({ branchName }) => branchName === name)
      .flatMap(({ cities }) =>
        cities.map(([code, city]): DemoCity => ({ code, name: shortName(city), branchCode })),
      ),
  );
  return { regions: areas.flatMap(regionsOf), branches, cities: inTurn(perBranch) };
}

function withBranches({ branchName, provinces, ...area }: SmallArea): Area {
  return { ...area, provinces: provinces.map((province) => ({ ...province, branchName })) };
}

function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, round) =>
    lists.flatMap((list) => list.slice(round, round + 1)),
  ).flat();
}

function regionsOf(area: Area): RegionItem[] {
  return [
    { code: area.code, name: area.name, level: "area" as const, parentCode: null },
    ...area.provinces.flatMap((province) => [
      { code: province.code, name: province.name, level: "province" as const, parentCode: area.code },
      ...province.cities.map(([code, name]) => ({
        code,
        name,
        level: "city" as const,
        parentCode: province.code,
      })),
    ]),
  ];
}

/** Streets and corners that exist in every town, so that no shop is anybody's. */
export const demoStreets: readonly [string, ...string[]] = [
  "人民路",
  "中山路",
  "解放路",
  "建设路",
  "文化路",
  "东湖路",
  "西园路",
  "南门桥",
  "北站",
  "学府路",
  "花园路",
  "河滨路",
  "新华街",
  "和平街",
  "幸福里",
  "朝阳路",
  "长江路",
  "青年路",
  "体育场路",
  "工农路",
  "梅园",
  "翠竹路",
  "银杏路",
  "石榴园",
  "望江路",
  "丰收路",
  "春晓路",
  "明月路",
];

function shortName(name: string): string {
  return name.replace(/市辖区$|市$/, "");
}
