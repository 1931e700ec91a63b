import { Module } from '@nestjs/common';
import { RulesController } from './api/rules.controller.js';
import { RuleBook } from './rule-book.js';
import { RuleStore } from './rule-store.js';

/** The rules of the reading order: versions, proposals, and how they come into force. */
@Module({ providers: [RuleStore, RuleBook], exports: [RuleStore, RuleBook] })
export class RulesModule {}

@Module({ imports: [RulesModule], controllers: [RulesController] })
export class RulesHttpModule {}
