import { Module } from '@nestjs/common';
import { ContactController } from './api/contact.controller.js';
import { ContactsService } from './contacts.service.js';

@Module({ providers: [ContactsService], exports: [ContactsService] })
export class ContactsModule {}

/** The API of contacts. */
@Module({ imports: [ContactsModule], controllers: [ContactController] })
export class ContactsHttpModule {}
