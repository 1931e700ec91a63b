'use client';
import { useAsOpenMenu } from '@/lib/list/open-menus';

/** Stands in the content of a menu, so that lists hold still while it is open. Draws nothing. */
export function OpenMenu(): null {
  useAsOpenMenu();
  return null;
}
