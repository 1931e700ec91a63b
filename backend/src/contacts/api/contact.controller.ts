import {
  contactListChangeSchema,
  contactListSchema,
  type ContactList,
  type ContactListChange,
} from '@firstread/contract';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { ContactsService } from '../contacts.service.js';

@ApiTags('contacts')
@Controller('api/v1/contacts')
export class ContactController {
  constructor(private readonly contacts: ContactsService) {}

  @Get()
  @Allow('contact.read')
  @Returns(contactListSchema)
  async list(): Promise<ContactList> {
    return this.contacts.list();
  }

  @Put()
  @Allow('contact.write')
  @Returns(contactListSchema, 'The contacts as they are now')
  async change(
    @Body({ schema: contactListChangeSchema }) change: ContactListChange,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ContactList> {
    return this.contacts.change(change, principal);
  }
}
