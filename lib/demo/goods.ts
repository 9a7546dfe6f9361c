import type { SkuItem } from "@/lib/catalog/schemas";

type Good = readonly [name: string, priceFen: number];

/** Invented assortment; weighed goods are priced per 500 g, counted ones per piece. */
const weighed: Readonly<Record<string, readonly Good[]>> = {
  卤味: [
    ["五香鸭翅", 3280],
    ["卤鸭掌", 3880],
    ["卤鸭脖", 3480],
    ["卤鸭肠", 4680],
    ["卤鸭舌", 9800],
    ["卤猪耳", 4280],
    ["卤猪蹄", 3280],
    ["卤猪头肉", 3680],
    ["卤牛腱", 6280],
    ["卤牛肚", 5680],
    ["卤鸡爪", 3080],
    ["卤鸡胗", 3480],
    ["卤豆皮", 1480],
    ["卤藕片", 1380],
    ["卤香菇", 2280],
  ],
  凉菜: [
    ["红油肺片", 4280],
    ["凉拌牛肉", 5280],
    ["红油耳丝", 3980],
    ["泡椒凤爪", 2980],
    ["麻辣海带丝", 1380],
    ["凉拌木耳", 1680],
    ["酸辣藕丁", 1480],
    ["蒜泥黄瓜", 1180],
    ["老醋花生", 1580],
    ["香辣豆干", 1680],
    ["凉拌腐竹", 1680],
    ["红油笋尖", 1980],
  ],
  鸡鸭: [
    ["白切鸡", 3080],
    ["口水鸡", 3280],
    ["藤椒鸡", 3380],
    ["手撕鸡", 3480],
    ["盐水鸭", 2880],
  ],
  酱肉: [
    ["酱牛肉", 6480],
    ["酱肘子", 3580],
    ["熏肉", 3880],
    ["红肠", 2680],
  ],
};

const counted: Readonly<Record<string, readonly Good[]>> = {
  鸡鸭: [
    ["烤鸭(整只)", 5580],
    ["烤鸭(半只)", 2980],
    ["脆皮鸡(整只)", 3680],
  ],
  主食饮品: [
    ["卤鸡蛋", 250],
    ["葱油饼", 600],
    ["麻酱凉皮", 900],
    ["白米饭", 200],
    ["酸梅汤", 500],
    ["绿豆汤", 400],
  ],
};

/** A large chain's catalogue: what is above and the same meats and vegetables in other ways. */
const ways = [
  "麻辣",
  "藤椒",
  "香辣",
  "甜辣",
  "椒盐",
  "酱香",
  "糟卤",
  "泡椒",
  "蒜香",
  "孜然",
  "原味",
  "秘制",
  "五香",
  "红油",
  "酸辣",
];
const largeCount = 600;

/** Every sixth good became dearer by 6 % on this day. */
const raisedOn = "2026-04-01";
const firstPriceOn = "2000-01-01";

/** The goods of a chain, the ones sold everywhere first. */
export function demoGoods(isLarge = false): SkuItem[] {
  const few = [
    ...flat(weighed).map((row) => ({ ...row, unit: "weight" as const })),
    ...flat(counted).map((row) => ({ ...row, unit: "piece" as const })),
  ];
  const others = ways.flatMap((way, index) => few.map((row) => inAnotherWay(row, way, index)));
  const names = new Set<string>();
  const rows = [...few, ...others].filter(({ name }) => !names.has(name) && names.add(name));
  return rows.slice(0, isLarge ? largeCount : few.length).map(toItem);
}

type Row = { category: string; name: string; priceFen: number; unit: "weight" | "piece" };

function inAnotherWay(row: Row, way: string, index: number): Row {
  const plain = row.name.replace(/^(五香|卤|凉拌|红油|麻辣|泡椒|香辣|酸辣|蒜泥|老醋|藤椒|酱)/, "");
  const priceFen = Math.round((row.priceFen * (0.9 + index * 0.02)) / 10) * 10;
  return { ...row, name: `${way}${plain}`, priceFen };
}

function toItem({ category, name, priceFen, unit }: Row, index: number): SkuItem {
  const raised = { fromOn: raisedOn, priceFen: Math.round((priceFen * 1.06) / 10) * 10 };
  return {
    code: String(10_001 + index),
    name,
    brandCode: null,
    category,
    unit,
    status: "active",
    plu: String(101 + index),
    prices: [{ fromOn: firstPriceOn, priceFen }, ...(index % 6 === 2 ? [raised] : [])],
    sourceVersion: 0,
  };
}

function flat(groups: Readonly<Record<string, readonly Good[]>>) {
  return Object.entries(groups).flatMap(([category, goods]) =>
    goods.map(([name, priceFen]) => ({ category, name, priceFen })),
  );
}
