# Builds with everything, ships with what runs. `docker run -p 8005:8005 appointment-service` with no
# settings serves the embedded demo; any real part is a variable, see docs/configuration.md.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY server/package.json server/
COPY sdk/package.json sdk/
COPY console/package.json console/
RUN npm ci
COPY tsconfig.base.json ./
COPY server/tsconfig.json server/tsconfig.build.json server/
COPY server/src server/src
COPY sdk/src sdk/src
COPY console/index.html console/tsconfig.json console/vite.config.ts console/
COPY console/public console/public
COPY console/src console/src
# Types and source maps are a fifth of the packages, and nothing reads them at run time. npm puts a
# package below server/ when two versions of it are needed.
RUN npm run build && npm prune --omit=dev \
  && find node_modules server -type f \
    \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete \
  && rm -r node_modules/@servease \
  && mkdir -p server/node_modules

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/server/package.json server/
COPY --from=build /app/server/node_modules server/node_modules
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/console/dist console/dist
COPY server/migrations server/migrations
# The demo keeps its database here; with a real one nothing is written.
RUN mkdir .data && chown node:node .data
USER node
EXPOSE 8005
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8005) + '/health/ready/').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "server/dist/cli.js"]
CMD ["serve"]
