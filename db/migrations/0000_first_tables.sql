CREATE TABLE `account_limits` (
	`account_id` bigint unsigned NOT NULL,
	`kind` varchar(32) NOT NULL,
	`target_id` bigint unsigned NOT NULL,
	CONSTRAINT `account_limits_account_id_kind_target_id_pk` PRIMARY KEY(`account_id`,`kind`,`target_id`)
);
--> statement-breakpoint
CREATE TABLE `account_stores` (
	`account_id` bigint unsigned NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	CONSTRAINT `account_stores_account_id_store_id_pk` PRIMARY KEY(`account_id`,`store_id`)
);
--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`merchant_id` bigint unsigned NOT NULL,
	`kind` varchar(32) NOT NULL,
	`parent_id` bigint unsigned,
	`account_number` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`real_name` varchar(60) NOT NULL,
	`phone` varchar(20) character set ascii collate ascii_bin,
	`password_hash` varchar(255) NOT NULL,
	`role_id` bigint unsigned,
	`status` varchar(32) NOT NULL DEFAULT 'enabled',
	`must_change_password` boolean NOT NULL DEFAULT false,
	`last_login_at` datetime(3),
	`deleted_at` datetime(3),
	`live_number` varchar(32) character set ascii collate ascii_bin GENERATED ALWAYS AS (if(deleted_at is null, account_number, null)) VIRTUAL,
	`live_phone` varchar(20) character set ascii collate ascii_bin GENERATED ALWAYS AS (if(deleted_at is null, phone, null)) VIRTUAL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `accounts_id` PRIMARY KEY(`id`),
	CONSTRAINT `accounts_live_number_uq` UNIQUE(`live_number`),
	CONSTRAINT `accounts_live_phone_uq` UNIQUE(`live_phone`)
);
--> statement-breakpoint
CREATE TABLE `known_browsers` (
	`token_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`account_id` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`last_used_at` datetime(3) NOT NULL,
	CONSTRAINT `known_browsers_token_hash_account_id_pk` PRIMARY KEY(`token_hash`,`account_id`)
);
--> statement-breakpoint
CREATE TABLE `login_events` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`at` datetime(3) NOT NULL,
	`account_id` bigint unsigned,
	`account_typed` varchar(64) NOT NULL,
	`outcome` varchar(32) NOT NULL,
	`kind` varchar(32) NOT NULL,
	`address` varchar(45) character set ascii collate ascii_bin NOT NULL,
	`user_agent` varchar(255) NOT NULL,
	`request_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `login_events_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `login_throttles` (
	`key` char(64) character set ascii collate ascii_bin NOT NULL,
	`points` int unsigned NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `login_throttles_key` PRIMARY KEY(`key`)
);
--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`token_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`session_id` bigint unsigned NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`used_at` datetime(3),
	CONSTRAINT `refresh_tokens_token_hash` PRIMARY KEY(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`token_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`account_id` bigint unsigned NOT NULL,
	`kind` varchar(32) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`last_seen_at` datetime(3) NOT NULL,
	`idle_seconds` int unsigned NOT NULL,
	`absolute_end_at` datetime(3) NOT NULL,
	`ended_at` datetime(3),
	`ending` varchar(32),
	`address` varchar(45) character set ascii collate ascii_bin NOT NULL,
	`user_agent` varchar(255) NOT NULL,
	CONSTRAINT `sessions_id` PRIMARY KEY(`id`),
	CONSTRAINT `sessions_token_hash_uq` UNIQUE(`token_hash`)
);
--> statement-breakpoint
CREATE TABLE `sku_prices` (
	`sku_id` mediumint unsigned NOT NULL,
	`from_on` date NOT NULL,
	`price_fen` int unsigned NOT NULL,
	CONSTRAINT `sku_prices_sku_id_from_on_pk` PRIMARY KEY(`sku_id`,`from_on`)
);
--> statement-breakpoint
CREATE TABLE `skus` (
	`id` mediumint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(80) NOT NULL,
	`brand_id` bigint unsigned,
	`category` varchar(40) NOT NULL,
	`unit` varchar(32) NOT NULL,
	`status` varchar(32) NOT NULL DEFAULT 'active',
	`plu` varchar(16) character set ascii collate ascii_bin,
	`source_version` bigint unsigned NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `skus_id` PRIMARY KEY(`id`),
	CONSTRAINT `skus_code_uq` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `database_marks` (
	`name` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`value` varchar(255) NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `database_marks_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
CREATE TABLE `inbox` (
	`consumer` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`event_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`at` datetime(3) NOT NULL,
	CONSTRAINT `inbox_consumer_event_id_pk` PRIMARY KEY(`consumer`,`event_id`)
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`name` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`holder` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`fencing_token` int unsigned NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	CONSTRAINT `leases_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`topic` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`payload` json NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`state` varchar(32) NOT NULL DEFAULT 'due',
	`next_at` datetime(3) NOT NULL,
	`attempts` int unsigned NOT NULL DEFAULT 0,
	`last_error` varchar(255),
	`request_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `outbox_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `business_daily` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`channel` varchar(20) character set ascii collate ascii_bin NOT NULL,
	`orders` int NOT NULL DEFAULT 0,
	`goods_amount_fen` int NOT NULL DEFAULT 0,
	`threshold_coupon_fen` int NOT NULL DEFAULT 0,
	`instant_coupon_fen` int NOT NULL DEFAULT 0,
	`store_discount_fen` int NOT NULL DEFAULT 0,
	`alipay_discount_fen` int NOT NULL DEFAULT 0,
	`wechat_discount_fen` int NOT NULL DEFAULT 0,
	`final_amount_fen` int NOT NULL DEFAULT 0,
	`wechat_orders` int NOT NULL DEFAULT 0,
	`wechat_fen` int NOT NULL DEFAULT 0,
	`alipay_orders` int NOT NULL DEFAULT 0,
	`alipay_fen` int NOT NULL DEFAULT 0,
	`cash_orders` int NOT NULL DEFAULT 0,
	`cash_fen` int NOT NULL DEFAULT 0,
	`platform_orders` int NOT NULL DEFAULT 0,
	`platform_fen` int NOT NULL DEFAULT 0,
	`other_orders` int NOT NULL DEFAULT 0,
	`other_fen` int NOT NULL DEFAULT 0,
	`packing_fee_fen` int NOT NULL DEFAULT 0,
	`delivery_fee_fen` int NOT NULL DEFAULT 0,
	`subsidy_fen` int NOT NULL DEFAULT 0,
	`commission_fen` int NOT NULL DEFAULT 0,
	`member_orders` int NOT NULL DEFAULT 0,
	`refunds` int NOT NULL DEFAULT 0,
	`refund_amount_fen` int NOT NULL DEFAULT 0,
	`refunded_count` int NOT NULL DEFAULT 0,
	`refunded_amount_fen` int NOT NULL DEFAULT 0,
	CONSTRAINT `business_daily_store_id_business_on_channel_pk` PRIMARY KEY(`store_id`,`business_on`,`channel`)
);
--> statement-breakpoint
CREATE TABLE `business_slots` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`slot` tinyint unsigned NOT NULL,
	`orders` smallint NOT NULL DEFAULT 0,
	`final_amount_fen` int NOT NULL DEFAULT 0,
	CONSTRAINT `business_slots_store_id_business_on_slot_pk` PRIMARY KEY(`store_id`,`business_on`,`slot`)
);
--> statement-breakpoint
CREATE TABLE `sales_daily` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`tickets` int NOT NULL DEFAULT 0,
	`weight_grams` int NOT NULL DEFAULT 0,
	`quantity` int NOT NULL DEFAULT 0,
	`amount_fen` int NOT NULL DEFAULT 0,
	CONSTRAINT `sales_daily_store_id_business_on_sku_id_pk` PRIMARY KEY(`store_id`,`business_on`,`sku_id`)
);
--> statement-breakpoint
CREATE TABLE `store_days` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`state` varchar(32) NOT NULL,
	`close_at` datetime(3) NOT NULL,
	`stored_rows` int unsigned NOT NULL DEFAULT 0,
	`last_upload_at` datetime(3),
	`dirty_at` datetime(3),
	`closed_at` datetime(3),
	`sealed_at` datetime(3),
	`revised_at` datetime(3),
	`trading_status` varchar(32),
	CONSTRAINT `store_days_store_id_business_on_pk` PRIMARY KEY(`store_id`,`business_on`)
);
--> statement-breakpoint
CREATE TABLE `brand_cut_offs` (
	`brand_id` bigint unsigned NOT NULL,
	`from_on` date NOT NULL,
	`hours` tinyint unsigned NOT NULL,
	CONSTRAINT `brand_cut_offs_brand_id_from_on_pk` PRIMARY KEY(`brand_id`,`from_on`),
	CONSTRAINT `brand_cut_offs_hours_ck` CHECK(hours <= 12)
);
--> statement-breakpoint
CREATE TABLE `brands` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(80) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `brands_id` PRIMARY KEY(`id`),
	CONSTRAINT `brands_code_uq` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(32) NOT NULL,
	`code` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(120) NOT NULL,
	`phone` varchar(20) character set ascii collate ascii_bin,
	`source_version` bigint unsigned NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `merchants_id` PRIMARY KEY(`id`),
	CONSTRAINT `merchants_code_uq` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `regions` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(80) NOT NULL,
	`level` varchar(32) NOT NULL,
	`parent_id` bigint unsigned,
	`path` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `regions_id` PRIMARY KEY(`id`),
	CONSTRAINT `regions_code_uq` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `store_ownerships` (
	`store_id` mediumint unsigned NOT NULL,
	`from_on` date NOT NULL,
	`to_on` date,
	`owner_id` bigint unsigned NOT NULL,
	`manager_id` bigint unsigned,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `store_ownerships_store_id_from_on_pk` PRIMARY KEY(`store_id`,`from_on`),
	CONSTRAINT `store_ownerships_days_ck` CHECK(to_on is null or to_on > from_on)
);
--> statement-breakpoint
CREATE TABLE `store_statuses` (
	`store_id` mediumint unsigned NOT NULL,
	`from_on` date NOT NULL,
	`life_cycle` varchar(32) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `store_statuses_store_id_from_on_pk` PRIMARY KEY(`store_id`,`from_on`)
);
--> statement-breakpoint
CREATE TABLE `stores` (
	`id` mediumint unsigned AUTO_INCREMENT NOT NULL,
	`code` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`name` varchar(120) NOT NULL,
	`pinyin` varchar(255) NOT NULL,
	`initials` varchar(60) NOT NULL,
	`brand_id` bigint unsigned NOT NULL,
	`region_id` bigint unsigned,
	`life_cycle` varchar(32) NOT NULL,
	`trading_status` varchar(32) NOT NULL DEFAULT 'open',
	`address` varchar(255) NOT NULL,
	`phone` varchar(40) NOT NULL,
	`longitude` decimal(9,6),
	`latitude` decimal(8,6),
	`opened_on` date,
	`closed_on` date,
	`attributes` json NOT NULL,
	`source_version` bigint unsigned NOT NULL DEFAULT 0,
	`content_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `stores_id` PRIMARY KEY(`id`),
	CONSTRAINT `stores_code_uq` UNIQUE(`code`)
);
--> statement-breakpoint
CREATE TABLE `operation_logs` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`at` datetime(3) NOT NULL,
	`actor_type` varchar(16) character set ascii collate ascii_bin NOT NULL,
	`actor_id` bigint unsigned,
	`actor_name` varchar(80) NOT NULL,
	`acting_for_id` bigint unsigned,
	`merchant_id` bigint unsigned,
	`action` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`subject_type` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`subject_key` varchar(120) NOT NULL,
	`before` json,
	`after` json,
	`address` varchar(45) character set ascii collate ascii_bin NOT NULL,
	`user_agent` varchar(255) NOT NULL,
	`request_id` varchar(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `operation_logs_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `order_events` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`id` bigint unsigned NOT NULL,
	`order_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`type` varchar(32) NOT NULL,
	`at` datetime(3) NOT NULL,
	`details` json,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `order_events_store_id_business_on_id_pk` PRIMARY KEY(`store_id`,`business_on`,`id`)
);
--> statement-breakpoint
CREATE TABLE `order_lines` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`order_id` bigint unsigned NOT NULL,
	`line_no` smallint unsigned NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`weight_grams` int NOT NULL,
	`quantity` int NOT NULL,
	`unit_price_fen` int NOT NULL,
	`amount_fen` bigint NOT NULL,
	`ticket_no` varchar(64) character set ascii collate ascii_bin,
	CONSTRAINT `order_lines_store_id_business_on_order_id_line_no_pk` PRIMARY KEY(`store_id`,`business_on`,`order_id`,`line_no`)
);
--> statement-breakpoint
CREATE TABLE `order_payments` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`order_id` bigint unsigned NOT NULL,
	`payment_no` tinyint unsigned NOT NULL,
	`pay_type` smallint unsigned NOT NULL,
	`amount_fen` bigint NOT NULL,
	`reduce_fen` bigint NOT NULL DEFAULT 0,
	CONSTRAINT `order_payments_store_id_business_on_order_id_payment_no_pk` PRIMARY KEY(`store_id`,`business_on`,`order_id`,`payment_no`)
);
--> statement-breakpoint
CREATE TABLE `order_refs` (
	`order_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`order_id` bigint unsigned,
	`order_on` date,
	`paid_at` datetime(3),
	`completed_at` datetime(3),
	`cancelled_at` datetime(3),
	CONSTRAINT `order_refs_order_no_store_id_pk` PRIMARY KEY(`order_no`,`store_id`)
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`id` bigint unsigned NOT NULL,
	`order_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`channel` varchar(32) NOT NULL,
	`state` varchar(32) NOT NULL,
	`refund_state` varchar(32) NOT NULL DEFAULT 'none',
	`ordered_at` datetime(3) NOT NULL,
	`paid_at` datetime(3),
	`completed_at` datetime(3),
	`cancelled_at` datetime(3),
	`goods_amount_fen` bigint NOT NULL,
	`final_amount_fen` bigint NOT NULL,
	`threshold_coupon_fen` bigint NOT NULL DEFAULT 0,
	`instant_coupon_fen` bigint NOT NULL DEFAULT 0,
	`store_discount_fen` bigint NOT NULL DEFAULT 0,
	`packing_fee_fen` bigint NOT NULL DEFAULT 0,
	`delivery_fee_fen` bigint NOT NULL DEFAULT 0,
	`subsidy_fen` bigint NOT NULL DEFAULT 0,
	`commission_fen` bigint NOT NULL DEFAULT 0,
	`member_id` bigint unsigned,
	`device_id` bigint unsigned,
	`is_suspect` boolean NOT NULL DEFAULT false,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `orders_store_id_business_on_id_pk` PRIMARY KEY(`store_id`,`business_on`,`id`)
);
--> statement-breakpoint
CREATE TABLE `pending_tickets` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`ticket_id` bigint unsigned NOT NULL,
	`order_no` varchar(64) character set ascii collate ascii_bin,
	`amount_fen` bigint NOT NULL,
	CONSTRAINT `pending_tickets_store_id_business_on_ticket_id_pk` PRIMARY KEY(`store_id`,`business_on`,`ticket_id`)
);
--> statement-breakpoint
CREATE TABLE `refund_lines` (
	`store_id` mediumint unsigned NOT NULL,
	`refunded_on` date NOT NULL,
	`refund_id` bigint unsigned NOT NULL,
	`line_no` smallint unsigned NOT NULL,
	`ticket_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`weight_grams` int NOT NULL,
	`quantity` int NOT NULL,
	`amount_fen` bigint NOT NULL,
	CONSTRAINT `refund_lines_store_id_refunded_on_refund_id_line_no_pk` PRIMARY KEY(`store_id`,`refunded_on`,`refund_id`,`line_no`)
);
--> statement-breakpoint
CREATE TABLE `refunds` (
	`store_id` mediumint unsigned NOT NULL,
	`refunded_on` date NOT NULL,
	`id` bigint unsigned NOT NULL,
	`refund_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`order_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`order_on` date,
	`amount_fen` bigint NOT NULL,
	`way` varchar(32) NOT NULL,
	`refunded_at` datetime(3) NOT NULL,
	`operator` varchar(60) NOT NULL,
	`reason` varchar(200) NOT NULL,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `refunds_store_id_refunded_on_id_pk` PRIMARY KEY(`store_id`,`refunded_on`,`id`)
);
--> statement-breakpoint
CREATE TABLE `ticket_voids` (
	`ticket_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`reason` varchar(200) NOT NULL,
	`at` datetime(3) NOT NULL,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `ticket_voids_ticket_no_store_id_pk` PRIMARY KEY(`ticket_no`,`store_id`)
);
--> statement-breakpoint
CREATE TABLE `upload_keys` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`kind` varchar(32) NOT NULL,
	`number` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`store_id` mediumint unsigned NOT NULL,
	`device_id` bigint unsigned,
	`sequence` bigint unsigned,
	`business_on` date NOT NULL,
	`content_hash` char(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `upload_keys_id` PRIMARY KEY(`id`),
	CONSTRAINT `upload_keys_kind_number_uq` UNIQUE(`kind`,`number`)
);
--> statement-breakpoint
CREATE TABLE `weigh_tickets` (
	`store_id` mediumint unsigned NOT NULL,
	`business_on` date NOT NULL,
	`id` bigint unsigned NOT NULL,
	`ticket_no` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`sku_id` mediumint unsigned NOT NULL,
	`unit` varchar(32) NOT NULL,
	`weight_grams` int NOT NULL,
	`tare_grams` int NOT NULL DEFAULT 0,
	`quantity` int NOT NULL,
	`unit_price_fen` int NOT NULL,
	`amount_fen` bigint NOT NULL,
	`channel` varchar(32) NOT NULL,
	`order_no` varchar(64) character set ascii collate ascii_bin,
	`weighed_at` datetime(3) NOT NULL,
	`voided_at` datetime(3),
	`void_reason` varchar(200),
	`device_id` bigint unsigned,
	`received_at` datetime(3) NOT NULL,
	CONSTRAINT `weigh_tickets_store_id_business_on_id_pk` PRIMARY KEY(`store_id`,`business_on`,`id`)
);
--> statement-breakpoint
CREATE TABLE `permissions` (
	`name` varchar(64) character set ascii collate ascii_bin NOT NULL,
	`permission_group` varchar(32) character set ascii collate ascii_bin NOT NULL,
	`is_grantable` boolean NOT NULL,
	`is_custom` boolean NOT NULL DEFAULT false,
	CONSTRAINT `permissions_name` PRIMARY KEY(`name`)
);
--> statement-breakpoint
CREATE TABLE `role_permissions` (
	`role_id` bigint unsigned NOT NULL,
	`permission` varchar(64) character set ascii collate ascii_bin NOT NULL,
	CONSTRAINT `role_permissions_role_id_permission_pk` PRIMARY KEY(`role_id`,`permission`)
);
--> statement-breakpoint
CREATE TABLE `roles` (
	`id` bigint unsigned AUTO_INCREMENT NOT NULL,
	`merchant_id` bigint unsigned NOT NULL,
	`name` varchar(40) NOT NULL,
	`is_preset` boolean NOT NULL DEFAULT false,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `roles_id` PRIMARY KEY(`id`),
	CONSTRAINT `roles_merchant_id_name_uq` UNIQUE(`merchant_id`,`name`)
);
--> statement-breakpoint
ALTER TABLE `account_limits` ADD CONSTRAINT `account_limits_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `account_stores` ADD CONSTRAINT `account_stores_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `account_stores` ADD CONSTRAINT `account_stores_store_id_stores_id_fk` FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `accounts` ADD CONSTRAINT `accounts_merchant_id_merchants_id_fk` FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `accounts` ADD CONSTRAINT `accounts_role_id_roles_id_fk` FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `known_browsers` ADD CONSTRAINT `known_browsers_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `refresh_tokens` ADD CONSTRAINT `refresh_tokens_session_id_sessions_id_fk` FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sessions` ADD CONSTRAINT `sessions_account_id_accounts_id_fk` FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sku_prices` ADD CONSTRAINT `sku_prices_sku_id_skus_id_fk` FOREIGN KEY (`sku_id`) REFERENCES `skus`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `skus` ADD CONSTRAINT `skus_brand_id_brands_id_fk` FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `brand_cut_offs` ADD CONSTRAINT `brand_cut_offs_brand_id_brands_id_fk` FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `store_ownerships` ADD CONSTRAINT `store_ownerships_store_id_stores_id_fk` FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `store_ownerships` ADD CONSTRAINT `store_ownerships_owner_id_merchants_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `merchants`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `store_ownerships` ADD CONSTRAINT `store_ownerships_manager_id_merchants_id_fk` FOREIGN KEY (`manager_id`) REFERENCES `merchants`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `store_statuses` ADD CONSTRAINT `store_statuses_store_id_stores_id_fk` FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stores` ADD CONSTRAINT `stores_brand_id_brands_id_fk` FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `stores` ADD CONSTRAINT `stores_region_id_regions_id_fk` FOREIGN KEY (`region_id`) REFERENCES `regions`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `role_permissions` ADD CONSTRAINT `role_permissions_role_id_roles_id_fk` FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `role_permissions` ADD CONSTRAINT `role_permissions_permission_permissions_name_fk` FOREIGN KEY (`permission`) REFERENCES `permissions`(`name`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `roles` ADD CONSTRAINT `roles_merchant_id_merchants_id_fk` FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `account_stores_store_id_idx` ON `account_stores` (`store_id`);--> statement-breakpoint
CREATE INDEX `accounts_parent_id_idx` ON `accounts` (`parent_id`);--> statement-breakpoint
CREATE INDEX `accounts_role_id_idx` ON `accounts` (`role_id`);--> statement-breakpoint
CREATE INDEX `login_events_account_id_idx` ON `login_events` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `login_events_at_idx` ON `login_events` (`at`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_session_id_idx` ON `refresh_tokens` (`session_id`);--> statement-breakpoint
CREATE INDEX `sessions_account_id_idx` ON `sessions` (`account_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `skus_category_idx` ON `skus` (`category`);--> statement-breakpoint
CREATE INDEX `outbox_state_next_at_idx` ON `outbox` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `store_days_dirty_at_idx` ON `store_days` (`dirty_at`);--> statement-breakpoint
CREATE INDEX `store_days_state_close_at_idx` ON `store_days` (`state`,`close_at`);--> statement-breakpoint
CREATE INDEX `store_days_revised_at_idx` ON `store_days` (`revised_at`);--> statement-breakpoint
CREATE INDEX `regions_path_idx` ON `regions` (`path`);--> statement-breakpoint
CREATE INDEX `store_ownerships_owner_id_idx` ON `store_ownerships` (`owner_id`,`from_on`);--> statement-breakpoint
CREATE INDEX `store_ownerships_manager_id_idx` ON `store_ownerships` (`manager_id`,`from_on`);--> statement-breakpoint
CREATE INDEX `stores_name_idx` ON `stores` (`name`);--> statement-breakpoint
CREATE INDEX `stores_pinyin_idx` ON `stores` (`pinyin`);--> statement-breakpoint
CREATE INDEX `stores_region_id_idx` ON `stores` (`region_id`);--> statement-breakpoint
CREATE INDEX `operation_logs_at_idx` ON `operation_logs` (`at`);--> statement-breakpoint
CREATE INDEX `operation_logs_subject_idx` ON `operation_logs` (`subject_type`,`subject_key`);--> statement-breakpoint
CREATE INDEX `operation_logs_actor_id_idx` ON `operation_logs` (`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `order_events_order_no_idx` ON `order_events` (`order_no`);--> statement-breakpoint
CREATE INDEX `orders_order_no_idx` ON `orders` (`order_no`);--> statement-breakpoint
CREATE INDEX `pending_tickets_order_no_idx` ON `pending_tickets` (`order_no`);--> statement-breakpoint
CREATE INDEX `refund_lines_ticket_no_idx` ON `refund_lines` (`ticket_no`);--> statement-breakpoint
CREATE INDEX `refunds_order_no_idx` ON `refunds` (`order_no`);--> statement-breakpoint
CREATE INDEX `refunds_store_id_order_on_idx` ON `refunds` (`store_id`,`order_on`);--> statement-breakpoint
CREATE INDEX `weigh_tickets_order_no_idx` ON `weigh_tickets` (`order_no`);--> statement-breakpoint
CREATE INDEX `weigh_tickets_ticket_no_idx` ON `weigh_tickets` (`ticket_no`);