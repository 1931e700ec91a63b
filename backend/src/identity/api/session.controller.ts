import {
  loginSchema,
  sessionSchema,
  setupSchema,
  type Login,
  type Session,
  type Setup,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import { Config, Returns } from '../../platform/index.js';
import type { Principal } from '../domain/principal.js';
import { IdentityService } from '../identity.service.js';
import { LoginLimiter } from '../login-limiter.js';
import { ProvisioningService } from '../provisioning.service.js';
import { Allow, Public } from './allow.decorator.js';
import { CurrentPrincipal } from './principal.decorator.js';
import { cookieValue, SESSION_COOKIE } from './session-cookie.js';

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly identity: IdentityService,
    private readonly provisioning: ProvisioningService,
    private readonly limiter: LoginLimiter,
    private readonly config: Config,
  ) {}

  @Post('session')
  @HttpCode(200)
  @Public()
  @Returns(sessionSchema)
  async signIn(
    @Body({ schema: loginSchema }) login: Login,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    this.limiter.take(`${request.ip} ${login.email.toLowerCase()}`);
    const { token, principal } = await this.identity.signIn(login.email, login.password);
    response.cookie(SESSION_COOKIE, token, this.cookieOptions());
    return this.identity.describe(principal);
  }

  @Get('session')
  @Allow('session.own')
  @Returns(sessionSchema)
  async current(@CurrentPrincipal() principal: Principal): Promise<Session> {
    return this.identity.describe(principal);
  }

  @Delete('session')
  @HttpCode(204)
  @Allow('session.own')
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = cookieValue(request.headers.cookie, SESSION_COOKIE);
    if (token) await this.identity.signOut(token);
    response.clearCookie(SESSION_COOKIE, this.cookieOptions());
  }

  @Get('setup')
  @Public()
  @Returns(z.object({ required: z.boolean() }))
  async setupState(): Promise<{ required: boolean }> {
    return { required: await this.provisioning.setupRequired() };
  }

  @Post('setup')
  @HttpCode(204)
  @Public()
  async setUp(@Body({ schema: setupSchema }) setup: Setup, @Req() request: Request): Promise<void> {
    this.limiter.take(`${request.ip} setup`);
    await this.provisioning.setUp(setup);
  }

  private cookieOptions(): CookieOptions {
    return {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.config.env.FIRSTREAD_SECURE_COOKIES,
      path: '/',
    };
  }
}
