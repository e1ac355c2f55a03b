package io.moonlight.auth.examples.springboot;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no page left. */
@ResponseStatus(HttpStatus.CONFLICT)
final class NotebookFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
