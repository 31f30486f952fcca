# syntax=docker/dockerfile:1
# The build stage has Node beside the SDK: the build bundles the front end by itself.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
RUN command -v npm >/dev/null || (apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*)
WORKDIR /source
COPY global.json .editorconfig ./
COPY src src
COPY wwwroot-assets wwwroot-assets
RUN dotnet publish src/Portal.Web -c Release -o /app --nologo

FROM ${RUNTIME_IMAGE}
RUN mkdir -p /data && chown 1654:1654 /data && ln -s /app/portal /usr/local/bin/portal
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_URLS=http://+:8080 \
    Portal__DataDirectory=/data \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080
# The user "app" of the base image, by number so that an orchestrator can see that it is not root.
USER 1654
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["dotnet", "Portal.Web.dll", "health"]
ENTRYPOINT ["dotnet", "Portal.Web.dll"]
