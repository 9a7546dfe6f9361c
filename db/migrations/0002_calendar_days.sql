INSERT INTO `calendar_days` (`business_on`, `year`, `ten_day_end_on`)
WITH RECURSIVE `small` AS (
  SELECT 0 AS `n`
  UNION ALL
  SELECT `n` + 1 FROM `small` WHERE `n` < 219
),
`days` AS (
  SELECT CAST('1980-01-01' AS DATE) + INTERVAL (`a`.`n` * 220 + `b`.`n`) DAY AS `day`
  FROM `small` AS `a` CROSS JOIN `small` AS `b`
)
SELECT `day`, YEAR(`day`),
  CASE
    WHEN DAYOFMONTH(`day`) <= 10 THEN `day` + INTERVAL (10 - DAYOFMONTH(`day`)) DAY
    WHEN DAYOFMONTH(`day`) <= 20 THEN `day` + INTERVAL (20 - DAYOFMONTH(`day`)) DAY
    ELSE LAST_DAY(`day`)
  END
FROM `days` WHERE `day` <= '2099-12-31' ORDER BY `day`;
--> statement-breakpoint
INSERT INTO `rollup_headings` (`kind`, `ref_id`, `state`) VALUES ('chain', 0, 'ready');
