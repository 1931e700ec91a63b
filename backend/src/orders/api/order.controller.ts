import {
  orderChangeSchema,
  orderInputSchema,
  orderPageSchema,
  orderQuerySchema,
  orderSchema,
  type Order,
  type OrderChange,
  type OrderInput,
  type OrderPage,
  type OrderQuery,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { OrderService } from '../order.service.js';

const idSchema = z.uuid();

@ApiTags('orders')
@Controller('api/v1/orders')
export class OrderController {
  constructor(private readonly orders: OrderService) {}

  @Get()
  @Allow('order.read')
  @Returns(orderPageSchema)
  async page(@Query({ schema: orderQuerySchema }) query: OrderQuery): Promise<OrderPage> {
    return this.orders.page(query);
  }

  @Get(':id')
  @Allow('order.read')
  @Returns(orderSchema)
  async one(@Param('id', { schema: idSchema }) id: string): Promise<Order> {
    return this.orders.one(id);
  }

  @Post()
  @Allow('order.write')
  @Returns(orderSchema)
  async place(
    @Body({ schema: orderInputSchema }) input: OrderInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Order> {
    return this.orders.place(input, principal);
  }

  @Put(':id')
  @Allow('order.write')
  @Returns(orderSchema)
  async change(
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: orderChangeSchema }) change: OrderChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Order> {
    return this.orders.change(id, change, principal);
  }
}
