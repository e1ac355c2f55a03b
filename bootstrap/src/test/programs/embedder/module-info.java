/** A program of modules that embeds every artifact; EmbedderIT compiles and runs it. */
module example.embedder {
    requires com.zaxxer.hikari;
    requires io.javalin;
    requires io.moonlight.auth.application;
    requires io.moonlight.auth.bcrypt;
    requires io.moonlight.auth.domain;
    requires io.moonlight.auth.embeddedpostgres;
    requires io.moonlight.auth.http;
    requires io.moonlight.auth.http.javalin;
    requires io.moonlight.auth.inmemory;
    requires io.moonlight.auth.jwt;
    requires io.moonlight.auth.postgres;
    requires io.moonlight.auth.redis;
    requires io.moonlight.auth.smtp;
    requires java.net.http;
    requires java.sql;
}
