import { applyDecorators, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z, type ZodType } from 'zod';

/** Documents the answer and strips it to its schema: what is not in the contract does not leave. Nest strips a list item by item. */
export function Returns(schema: ZodType, description = 'OK') {
  return applyDecorators(
    SerializeOptions({ schema: schema instanceof z.ZodArray ? schema.element : schema }),
    ApiOkResponse({ standardSchema: schema, description }),
  );
}
