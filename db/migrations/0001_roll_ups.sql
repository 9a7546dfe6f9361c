CREATE TABLE `day_adjustments` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`state` varchar(32) NOT NULL DEFAULT 'waiting',
	`figures` json NOT NULL,
	`orders` bigint NOT NULL,
	`final_amount_fen` bigint NOT NULL,
	`refund_amount_fen` bigint NOT NULL,
	`tickets` bigint NOT NULL,
	`sales_amount_fen` bigint NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`decided_at` datetime(3),
	`decided_by_id` bigint unsigned,
	`reason` varchar(200),
	CONSTRAINT `day_adjustments_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `day_archives` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(32) NOT NULL,
	`business_on` date NOT NULL,
	`file` varchar(120) NOT NULL,
	`rows` int unsigned NOT NULL,
	`bytes` bigint unsigned NOT NULL,
	`content_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`archived_at` datetime(3) NOT NULL,
	CONSTRAINT `day_archives_id` PRIMARY KEY(`id`),
	CONSTRAINT `day_archives_file_uq` UNIQUE(`file`)
);
--> statement-breakpoint
CREATE TABLE `day_revisions` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`revised_at` datetime(3) NOT NULL,
	`orders` bigint NOT NULL,
	`final_amount_fen` bigint NOT NULL,
	`refund_amount_fen` bigint NOT NULL,
	`refunded_amount_fen` bigint NOT NULL,
	`tickets` bigint NOT NULL,
	`sales_amount_fen` bigint NOT NULL,
	CONSTRAINT `day_revisions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `downloads` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`account_id` bigint unsigned NOT NULL,
	`report` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`from_on` date NOT NULL,
	`to_on` date NOT NULL,
	`filter_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`filter` json NOT NULL,
	`rows` int unsigned NOT NULL,
	`as_of` datetime(3) NOT NULL,
	CONSTRAINT `downloads_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `calendar_days` (
	`business_on` date NOT NULL,
	`year` smallint unsigned NOT NULL,
	`ten_day_end_on` date NOT NULL,
	CONSTRAINT `calendar_days_business_on` PRIMARY KEY(`business_on`)
);
--> statement-breakpoint
CREATE TABLE `heading_business_cum` (
	`heading_id` smallint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`channel` varchar(20) character set ascii collate ascii_bin NOT NULL,
	`orders` bigint NOT NULL DEFAULT 0,
	`goods_amount_fen` bigint NOT NULL DEFAULT 0,
	`threshold_coupon_fen` bigint NOT NULL DEFAULT 0,
	`instant_coupon_fen` bigint NOT NULL DEFAULT 0,
	`store_discount_fen` bigint NOT NULL DEFAULT 0,
	`alipay_discount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_discount_fen` bigint NOT NULL DEFAULT 0,
	`final_amount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_orders` bigint NOT NULL DEFAULT 0,
	`wechat_fen` bigint NOT NULL DEFAULT 0,
	`alipay_orders` bigint NOT NULL DEFAULT 0,
	`alipay_fen` bigint NOT NULL DEFAULT 0,
	`cash_orders` bigint NOT NULL DEFAULT 0,
	`cash_fen` bigint NOT NULL DEFAULT 0,
	`platform_orders` bigint NOT NULL DEFAULT 0,
	`platform_fen` bigint NOT NULL DEFAULT 0,
	`other_orders` bigint NOT NULL DEFAULT 0,
	`other_fen` bigint NOT NULL DEFAULT 0,
	`packing_fee_fen` bigint NOT NULL DEFAULT 0,
	`delivery_fee_fen` bigint NOT NULL DEFAULT 0,
	`subsidy_fen` bigint NOT NULL DEFAULT 0,
	`commission_fen` bigint NOT NULL DEFAULT 0,
	`member_orders` bigint NOT NULL DEFAULT 0,
	`refunds` bigint NOT NULL DEFAULT 0,
	`refund_amount_fen` bigint NOT NULL DEFAULT 0,
	`refunded_count` bigint NOT NULL DEFAULT 0,
	`refunded_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `heading_business_cum_heading_id_business_on_channel_pk` PRIMARY KEY(`heading_id`,`business_on`,`channel`)
);
--> statement-breakpoint
CREATE TABLE `heading_moves` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`store_id` mediumint unsigned,
	`from_on` date NOT NULL,
	`to_on` date,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `heading_moves_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `heading_sales_cum` (
	`heading_id` smallint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`tickets` bigint NOT NULL DEFAULT 0,
	`weight_grams` bigint NOT NULL DEFAULT 0,
	`quantity` bigint NOT NULL DEFAULT 0,
	`amount_fen` bigint NOT NULL DEFAULT 0,
	`weighed_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `heading_sales_cum_heading_id_business_on_pk` PRIMARY KEY(`heading_id`,`business_on`)
);
--> statement-breakpoint
CREATE TABLE `heading_sku_cum` (
	`heading_id` smallint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`tickets` bigint NOT NULL DEFAULT 0,
	`weight_grams` bigint NOT NULL DEFAULT 0,
	`quantity` bigint NOT NULL DEFAULT 0,
	`amount_fen` bigint NOT NULL DEFAULT 0,
	`weighed_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `heading_sku_cum_heading_id_business_on_sku_id_pk` PRIMARY KEY(`heading_id`,`business_on`,`sku_id`)
);
--> statement-breakpoint
CREATE TABLE `rollup_business_deltas` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`side` tinyint unsigned NOT NULL,
	`channel` varchar(20) character set ascii collate ascii_bin NOT NULL,
	`orders` bigint NOT NULL DEFAULT 0,
	`goods_amount_fen` bigint NOT NULL DEFAULT 0,
	`threshold_coupon_fen` bigint NOT NULL DEFAULT 0,
	`instant_coupon_fen` bigint NOT NULL DEFAULT 0,
	`store_discount_fen` bigint NOT NULL DEFAULT 0,
	`alipay_discount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_discount_fen` bigint NOT NULL DEFAULT 0,
	`final_amount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_orders` bigint NOT NULL DEFAULT 0,
	`wechat_fen` bigint NOT NULL DEFAULT 0,
	`alipay_orders` bigint NOT NULL DEFAULT 0,
	`alipay_fen` bigint NOT NULL DEFAULT 0,
	`cash_orders` bigint NOT NULL DEFAULT 0,
	`cash_fen` bigint NOT NULL DEFAULT 0,
	`platform_orders` bigint NOT NULL DEFAULT 0,
	`platform_fen` bigint NOT NULL DEFAULT 0,
	`other_orders` bigint NOT NULL DEFAULT 0,
	`other_fen` bigint NOT NULL DEFAULT 0,
	`packing_fee_fen` bigint NOT NULL DEFAULT 0,
	`delivery_fee_fen` bigint NOT NULL DEFAULT 0,
	`subsidy_fen` bigint NOT NULL DEFAULT 0,
	`commission_fen` bigint NOT NULL DEFAULT 0,
	`member_orders` bigint NOT NULL DEFAULT 0,
	`refunds` bigint NOT NULL DEFAULT 0,
	`refund_amount_fen` bigint NOT NULL DEFAULT 0,
	`refunded_count` bigint NOT NULL DEFAULT 0,
	`refunded_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `rollup_business_deltas_store_id_business_on_side_channel_pk` PRIMARY KEY(`store_id`,`business_on`,`side`,`channel`)
);
--> statement-breakpoint
CREATE TABLE `rollup_delta_headings` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`side` tinyint unsigned NOT NULL,
	`heading_id` smallint unsigned NOT NULL,
	CONSTRAINT `rollup_delta_headings_store_id_business_on_side_heading_id_pk` PRIMARY KEY(`store_id`,`business_on`,`side`,`heading_id`)
);
--> statement-breakpoint
CREATE TABLE `rollup_headings` (
	`id` smallint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(32) NOT NULL,
	`ref_id` bigint unsigned NOT NULL,
	`state` varchar(32) NOT NULL,
	CONSTRAINT `rollup_headings_id` PRIMARY KEY(`id`),
	CONSTRAINT `rollup_headings_kind_ref_id_uq` UNIQUE(`kind`,`ref_id`)
);
--> statement-breakpoint
CREATE TABLE `rollup_sales_deltas` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`side` tinyint unsigned NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`tickets` bigint NOT NULL DEFAULT 0,
	`weight_grams` bigint NOT NULL DEFAULT 0,
	`quantity` bigint NOT NULL DEFAULT 0,
	`amount_fen` bigint NOT NULL DEFAULT 0,
	`weighed_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `rollup_sales_deltas_store_id_business_on_side_sku_id_pk` PRIMARY KEY(`store_id`,`business_on`,`side`,`sku_id`)
);
--> statement-breakpoint
CREATE TABLE `rollup_years` (
	`year` smallint unsigned NOT NULL,
	`state` varchar(32) NOT NULL,
	`through_on` date,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `rollup_years_year` PRIMARY KEY(`year`)
);
--> statement-breakpoint
CREATE TABLE `store_cum` (
	`business_on` date NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`orders` bigint NOT NULL DEFAULT 0,
	`goods_amount_fen` bigint NOT NULL DEFAULT 0,
	`threshold_coupon_fen` bigint NOT NULL DEFAULT 0,
	`instant_coupon_fen` bigint NOT NULL DEFAULT 0,
	`store_discount_fen` bigint NOT NULL DEFAULT 0,
	`alipay_discount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_discount_fen` bigint NOT NULL DEFAULT 0,
	`final_amount_fen` bigint NOT NULL DEFAULT 0,
	`wechat_orders` bigint NOT NULL DEFAULT 0,
	`wechat_fen` bigint NOT NULL DEFAULT 0,
	`alipay_orders` bigint NOT NULL DEFAULT 0,
	`alipay_fen` bigint NOT NULL DEFAULT 0,
	`cash_orders` bigint NOT NULL DEFAULT 0,
	`cash_fen` bigint NOT NULL DEFAULT 0,
	`platform_orders` bigint NOT NULL DEFAULT 0,
	`platform_fen` bigint NOT NULL DEFAULT 0,
	`other_orders` bigint NOT NULL DEFAULT 0,
	`other_fen` bigint NOT NULL DEFAULT 0,
	`packing_fee_fen` bigint NOT NULL DEFAULT 0,
	`delivery_fee_fen` bigint NOT NULL DEFAULT 0,
	`subsidy_fen` bigint NOT NULL DEFAULT 0,
	`commission_fen` bigint NOT NULL DEFAULT 0,
	`member_orders` bigint NOT NULL DEFAULT 0,
	`refunds` bigint NOT NULL DEFAULT 0,
	`refund_amount_fen` bigint NOT NULL DEFAULT 0,
	`refunded_count` bigint NOT NULL DEFAULT 0,
	`refunded_amount_fen` bigint NOT NULL DEFAULT 0,
	`tickets` bigint NOT NULL DEFAULT 0,
	`weight_grams` bigint NOT NULL DEFAULT 0,
	`quantity` bigint NOT NULL DEFAULT 0,
	`amount_fen` bigint NOT NULL DEFAULT 0,
	`weighed_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `store_cum_business_on_store_id_pk` PRIMARY KEY(`business_on`,`store_id`)
);
--> statement-breakpoint
CREATE TABLE `store_sku_cum` (
	`store_id` mediumint unsigned NOT NULL,
	`ten_day_end_on` date NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`tickets` bigint NOT NULL DEFAULT 0,
	`weight_grams` bigint NOT NULL DEFAULT 0,
	`quantity` bigint NOT NULL DEFAULT 0,
	`amount_fen` bigint NOT NULL DEFAULT 0,
	`weighed_amount_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `store_sku_cum_store_id_ten_day_end_on_sku_id_pk` PRIMARY KEY(`store_id`,`ten_day_end_on`,`sku_id`)
);
--> statement-breakpoint
ALTER TABLE `store_days` ADD `rolled_owner_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `store_days` ADD `rolled_manager_id` bigint unsigned;--> statement-breakpoint
ALTER TABLE `store_days` ADD `rolled_region_id` bigint unsigned;--> statement-breakpoint
CREATE INDEX `day_adjustments_state_created_at_idx` ON `day_adjustments` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `day_adjustments_store_id_business_on_idx` ON `day_adjustments` (`store_id`,`business_on`);--> statement-breakpoint
CREATE INDEX `day_adjustments_decided_at_idx` ON `day_adjustments` (`decided_at`);--> statement-breakpoint
CREATE INDEX `day_archives_business_on_kind_idx` ON `day_archives` (`business_on`,`kind`);--> statement-breakpoint
CREATE INDEX `day_revisions_revised_at_idx` ON `day_revisions` (`revised_at`);--> statement-breakpoint
CREATE INDEX `day_revisions_store_id_business_on_idx` ON `day_revisions` (`store_id`,`business_on`);--> statement-breakpoint
CREATE INDEX `downloads_account_id_report_as_of_idx` ON `downloads` (`account_id`,`report`,`as_of`);--> statement-breakpoint
CREATE INDEX `calendar_days_ten_day_end_on_idx` ON `calendar_days` (`ten_day_end_on`);--> statement-breakpoint
CREATE INDEX `store_days_closed_at_idx` ON `store_days` (`closed_at`,`business_on`);