import { applyDecorators, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';

/** Documents the answer and strips it to its schema: what is not in the contract does not leave. */
export function Returns(schema: ZodType, description = 'OK') {
  return applyDecorators(
    SerializeOptions({ schema }),
    ApiOkResponse({ standardSchema: schema, description }),
  );
}
