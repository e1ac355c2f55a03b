package io.moonlight.auth.examples.kotlin

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.moonlight.auth.application.Auth
import io.moonlight.auth.http.Admission
import io.moonlight.auth.http.ApiRequest
import io.moonlight.auth.http.ApiResponse
import io.moonlight.auth.http.HttpApi
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.Optional
import java.util.concurrent.Executors

/** Serves the HTTP API and a greeting for signed-in users, on this machine alone; port 0 selects a free one. */
fun serve(port: Int, auth: Auth): HttpServer {
    System.setProperty("sun.net.httpserver.nodelay", "true") // or each body comes 40 ms after its headers
    val api = HttpApi.builder(auth).ownsServer(true).build()
    val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0)
    server.executor = Executors.newFixedThreadPool(16) { work -> Thread(work).apply { isDaemon = true } }
    server.createContext("/") { it.send(api.handle(it.request())) }
    server.createContext("/hello") { it.send(hello(api.guard(it.request()))) }
    server.start()
    return server
}

private fun hello(admission: Admission): ApiResponse = when (admission) {
    is Admission.Admitted -> {
        val text = "Hello ${admission.principal().user().username().value()}".toByteArray()
        ApiResponse(200, mapOf("Content-Type" to "text/plain; charset=utf-8"), text, Optional.of("/hello"))
    }
    is Admission.Rejected -> admission.response()
}

private fun HttpExchange.request() = ApiRequest(
    requestMethod,
    requestURI.rawPath ?: "",
    requestURI.rawQuery ?: "",
    { name -> requestHeaders[name] ?: listOf() },
    ApiRequest.Body.of(requestBody),
    remoteAddress.address.hostAddress,
)

private fun HttpExchange.send(response: ApiResponse) {
    response.headers().forEach(responseHeaders::add)
    if (response.stream().isPresent) {
        sendResponseHeaders(response.status(), 0) // in chunks
        response.stream().get().writeTo(responseBody) // if it throws, the connection is closed
    } else {
        val length = response.body().size.toLong()
        sendResponseHeaders(response.status(), if (length == 0L) -1 else length)
        responseBody.write(response.body())
        responseBody.flush() // close() first waits for the rest of the request
    }
    close()
}
