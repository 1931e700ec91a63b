'use client';
import { Grades } from './grades';
import { Macros } from './macros';
import { Templates } from './templates';

/** What the department writes its reports with, and who signs how. */
export function ReportKitScreen() {
  return (
    <>
      <Templates />
      <Macros shared />
      <Grades />
    </>
  );
}
