# One image for every process; docker-compose.yml says which runs where.
FROM node:20-bookworm-slim AS build
WORKDIR /firstread
ENV ONNXRUNTIME_NODE_INSTALL=skip NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npm ci --no-audit --no-fund && npm run full-viewer && npm run build

FROM node:20-bookworm-slim
WORKDIR /firstread
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=node:node /firstread /firstread
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "backend/dist/main.js", "api"]
