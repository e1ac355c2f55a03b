package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Errors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A body that is written while it is made, with the name of its request in the log. */
record StreamedAnswer(String requestId, Answer.Lines.Writer writer, Errors errors) implements ApiResponse.Stream {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        LogName.<Boolean, IOException>with(requestId, () -> {
            try {
                writer.writeTo(out);
                return true;
            } catch (RuntimeException | Error e) { // either would let a server end the answer as if it were whole
                errors.of(e, List.of(), Language.ENGLISH); // logs what it has to
                throw new IOException("the answer cannot be completed", e);
            }
        });
    }
}
