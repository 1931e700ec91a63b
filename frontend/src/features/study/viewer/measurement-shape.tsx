'use client';
import type { PointerEvent } from 'react';
import type { MeasureTool, Point } from '../model/measurement';
import type { ImageTransform } from './image-transform';

interface Props {
  tool: MeasureTool;
  points: readonly Point[];
  words: readonly string[];
  selected: boolean;
  transform: ImageTransform;
  onSelect?: () => void;
  /** A point of it was taken hold of. */
  onHold?: (point: number, event: PointerEvent) => void;
}

const LINE_HEIGHT = 15;
const ELLIPSE_PARTS = 48;

/** The outline on the screen, as a path: the image may be turned there. */
function outline(tool: MeasureTool, points: readonly Point[], toScreen: (point: Point) => Point): string {
  const [from = [0, 0], to = [0, 0]] = points;
  const path = (corners: readonly Point[]): string =>
    corners.map((corner, index) => `${index === 0 ? 'M' : 'L'}${toScreen(corner).join(' ')}`).join('');
  if (tool === 'rectangle') return `${path([from, [to[0], from[1]], to, [from[0], to[1]]])}Z`;
  if (tool !== 'ellipse') return path(points);
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const around = Array.from({ length: ELLIPSE_PARTS }, (_, index): Point => {
    const turn = (2 * Math.PI * index) / ELLIPSE_PARTS;
    return [x + ((to[0] - from[0]) / 2) * Math.cos(turn), y + ((to[1] - from[1]) / 2) * Math.sin(turn)];
  });
  return `${path(around)}Z`;
}

/** One measurement of the reader: cyan and thin with handles, where marks of AI are violet areas. */
export function MeasurementShape({ tool, points, words, selected, transform, onSelect, onHold }: Props) {
  const path = outline(tool, points, transform.toScreen);
  const screen = points.map(transform.toScreen);
  const right = Math.max(...screen.map(([x]) => x));
  const [, y] = screen.find(([x]) => x === right) ?? [0, 0];
  return (
    <g data-testid="measurement" data-tool={tool} data-selected={selected} className="text-cyan">
      <path d={path} fill="none" stroke="#000" strokeOpacity={0.65} strokeWidth={4} />
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth={selected ? 2 : 1.5}
        className="pointer-events-[stroke] cursor-pointer"
        onPointerDown={onSelect}
      />
      {screen.map(([cx, cy], index) => (
        <circle
          key={index}
          cx={cx}
          cy={cy}
          r={selected ? 5 : 3.5}
          fill="#000"
          fillOpacity={0.5}
          stroke="currentColor"
          strokeWidth={1.5}
          className="pointer-events-auto cursor-move"
          onPointerDown={(event) => onHold?.(index, event)}
        />
      ))}
      <text
        x={right + 10}
        y={y}
        fontSize={12}
        fill="currentColor"
        stroke="#000"
        strokeWidth={3}
        paintOrder="stroke"
        className="tabular pointer-events-none"
      >
        {words.map((line, index) => (
          <tspan key={line} x={right + 10} dy={index === 0 ? 4 : LINE_HEIGHT}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}
