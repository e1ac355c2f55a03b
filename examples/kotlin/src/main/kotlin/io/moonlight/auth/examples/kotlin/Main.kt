package io.moonlight.auth.examples.kotlin

import io.moonlight.auth.application.Auth
import io.moonlight.auth.application.LoggingAuthEvents
import io.moonlight.auth.bcrypt.BcryptPasswordHasher
import io.moonlight.auth.domain.model.mail.Mail
import io.moonlight.auth.inmemory.InMemoryRateLimiter
import io.moonlight.auth.inmemory.InMemoryStore
import io.moonlight.auth.jwt.JwtKey
import io.moonlight.auth.jwt.JwtKeys
import io.moonlight.auth.jwt.JwtOptions
import io.moonlight.auth.jwt.JwtTokenSigner
import java.security.SecureRandom
import java.time.Clock

private val random = SecureRandom()

private fun secret() = ByteArray(32).also(random::nextBytes)

/** Starts the example. The first argument is the port, 8080 if there is none. Users live as long as the process does. */
fun main(args: Array<String>) {
    val keys = JwtKeys.of(JwtKey.hs256(secret()))
    val auth = Auth.builder()
        .store(InMemoryStore())
        .limiter(InMemoryRateLimiter(Clock.systemUTC()))
        .mailer { mail -> if (mail is Mail.Code) println("Mail to ${mail.to().value()}: ${mail.code().digits()}") }
        .passwords(BcryptPasswordHasher(12))
        .tokens(JwtTokenSigner(keys, JwtOptions("kotlin", "example"), Clock.systemUTC()))
        .secret(secret())
        .events(LoggingAuthEvents())
        .build()
    auth.startBackgroundWork(1)
    val server = serve(args.firstOrNull()?.toInt() ?: 8080, auth)
    println("Listening on http://127.0.0.1:${server.address.port}")
}
