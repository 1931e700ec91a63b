import {
  messageDeliveryPageSchema,
  pageQuerySchema,
  type MessageDeliveryPage,
  type PageQuery,
} from '@firstread/contract';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { DeliveryStore } from '../delivery-store.js';

@ApiTags('messages')
@Controller('api/v1/messages')
export class MessageController {
  constructor(private readonly deliveries: DeliveryStore) {}

  @Get()
  @Allow('message.read')
  @Returns(messageDeliveryPageSchema, 'Newest first')
  async sent(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<MessageDeliveryPage> {
    return this.deliveries.page(query);
  }
}
