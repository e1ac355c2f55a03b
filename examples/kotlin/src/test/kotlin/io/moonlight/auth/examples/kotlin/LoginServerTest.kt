package io.moonlight.auth.examples.kotlin

import io.moonlight.auth.application.Auth
import io.moonlight.auth.application.LoggingAuthEvents
import io.moonlight.auth.domain.model.user.EmailAddress
import io.moonlight.auth.inmemory.InMemoryMailer
import io.moonlight.auth.inmemory.InMemoryPasswordHasher
import io.moonlight.auth.inmemory.InMemoryRateLimiter
import io.moonlight.auth.inmemory.InMemoryStore
import io.moonlight.auth.inmemory.InMemoryTokenSigner
import io.moonlight.auth.testkit.Race
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.security.SecureRandom
import java.time.Clock
import java.util.concurrent.Callable
import kotlin.reflect.typeOf

/** The example, asked over HTTP, and what Kotlin's compiler knows of the library. */
class LoginServerTest {

    private val mails = InMemoryMailer()
    private val auth = SecureRandom().let { random ->
        Auth.builder()
            .store(InMemoryStore())
            .limiter(InMemoryRateLimiter(Clock.systemUTC()))
            .mailer(mails)
            .passwords(InMemoryPasswordHasher(random))
            .tokens(InMemoryTokenSigner(random, Clock.systemUTC()))
            .secret(ByteArray(32))
            .events(LoggingAuthEvents())
            .build()
    }

    @Test
    fun hello_ofARegisteredUser_greetsThatUserAlone() {
        val server = serve(0, auth)
        try {
            val root = "http://127.0.0.1:${server.address.port}"
            val email = """"email":"ada@example.org""""
            assertThat(post("$root/api/v1/auth/send-code", """{$email,"type":"register"}""").statusCode()).isEqualTo(200)
            auth.mailDispatcher().dispatchOne()
            val code = mails.lastCodeTo(EmailAddress("ada@example.org")).orElseThrow().digits()
            val registration = """{$email,"code":"$code","username":"Ada","password":"correct horse"}"""
            val registered = post("$root/api/v1/auth/register", registration)
            assertThat(registered.statusCode()).isEqualTo(200)
            val token = registered.body().substringAfter(""""access_token":"""").substringBefore('"')

            assertThat(get("$root/hello", "Bearer $token").body()).isEqualTo("Hello Ada")
            assertThat(get("$root/hello", "Bearer x").statusCode()).isEqualTo(401)
            assertThat(get("$root/hello", "Bearer x").body()).contains("INVALID_TOKEN")
            assertThat(get("$root/api/v2", "").statusCode()).isEqualTo(404)
        } finally {
            server.stop(0)
        }
    }

    /** Java without annotations has "platform types", which end in an exclamation mark: null or not, the compiler does not know. */
    @Test
    fun types_ofTheLibrary_sayWhatIsNull() {
        assertThat(nameOfType(System.lineSeparator())).isEqualTo("java.lang.String!")
        assertThat(nameOfType(EmailAddress("ada@example.org").value())).isEqualTo("java.lang.String")
        assertThat(nameOfType(auth.login())).isEqualTo("io.moonlight.auth.application.Login")
        val result = Race.run(1) { Callable { 1 } }.first()
        assertThat(nameOfType(result.failure())).isEqualTo("java.lang.Throwable?")
        assertThat(result.failure()?.message ?: "none").isEqualTo("none")
    }

    /** The type that the compiler has found for an expression. */
    private inline fun <reified T> nameOfType(@Suppress("UNUSED_PARAMETER") value: T) =
        typeOf<T>().toString().substringBefore(' ')

    private fun post(url: String, json: String) =
        send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)))

    private fun get(url: String, authorization: String) =
        send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization))

    private fun send(request: HttpRequest.Builder): HttpResponse<String> =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString())
}
