import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** Shared with links that look like buttons. */
export const buttonClass = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap select-none transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        secondary: "border border-line bg-surface text-ink hover:bg-sunken data-popup-open:bg-sunken",
        ghost: "text-ink-2 hover:bg-sunken hover:text-ink data-popup-open:bg-sunken",
        link: "text-accent-ink underline-offset-4 hover:underline",
      },
      size: {
        md: "h-9 px-3.5",
        lg: "h-11 px-5 text-base",
        sm: "h-7 px-2.5 text-xs",
        icon: "size-9",
        inline: "min-h-6",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonClass> & { isPending?: boolean };

export function Button({
  className,
  variant,
  size,
  isPending = false,
  children,
  type,
  ...props
}: ButtonProps) {
  return (
    <button
      {...props}
      type={type ?? "button"}
      aria-busy={isPending || undefined}
      className={cn(buttonClass({ variant, size }), className)}
    >
      {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
