package io.moonlight.auth.spring.web;

import io.moonlight.auth.http.ApiResponse;

/** A caller was rejected; carries the answer. */
final class NotSignedInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiResponse response;

    NotSignedInException(ApiResponse response) {
        super("the caller is not signed in");
        this.response = response;
    }

    ApiResponse response() {
        return response;
    }
}
