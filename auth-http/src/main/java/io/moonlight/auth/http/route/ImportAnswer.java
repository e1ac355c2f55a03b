package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.CREATED_AT;
import static io.moonlight.auth.http.request.Fields.EMAIL;
import static io.moonlight.auth.http.request.Fields.IS_ACTIVE_OR_TRUE;
import static io.moonlight.auth.http.request.Fields.IS_VERIFIED;
import static io.moonlight.auth.http.request.Fields.OPTIONAL_USERNAME;
import static io.moonlight.auth.http.request.Fields.PASSWORD_HASH;
import static io.moonlight.auth.http.request.Fields.ROLES_OR_NONE;

import io.moonlight.auth.application.ImportUsers;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.LineReader;
import io.moonlight.auth.http.request.Refusal;
import io.moonlight.auth.http.request.StrictJson;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.AnswerQueue;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Responses;
import io.moonlight.auth.http.response.Statuses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Imports the users of one request, a line each, and answers each line in its order. A batch ends when it is full, or when no
 * further line has arrived: a client may wait for the answer to a line before it sends the next one. When the store fails, the
 * lines of that batch and all later ones are answered with the fault, and the store is not asked again.
 */
final class ImportAnswer implements Answer.Lines.Writer {

    /** The fields of a line. */
    static final List<Field<?>> FIELDS =
            List.of(EMAIL, OPTIONAL_USERNAME, PASSWORD_HASH, IS_ACTIVE_OR_TRUE, IS_VERIFIED, CREATED_AT, ROLES_OR_NONE);

    private static final StrictJson JSON = new StrictJson();
    private static final JsonWriter WRITER = new JsonWriter();

    private final InputStream body;
    private final Input request;
    private final ImportUsers imports;
    private final Errors errors;
    private final List<Field<?>> fields;
    private Optional<Answer.Failure> fault = Optional.empty();

    ImportAnswer(InputStream body, Input request, ImportUsers imports, Errors errors) {
        this.body = body;
        this.request = request;
        this.imports = imports;
        this.errors = errors;
        this.fields = FIELDS.stream()
                .<Field<?>>map(field ->
                        field.equals(PASSWORD_HASH) ? PASSWORD_HASH.checkedBy(imports::requireReadable) : field)
                .toList();
    }

    /** A line that was read: a user, or what is wrong with it. */
    private record Line(long number, Optional<ImportedUser> user, Optional<Answer.Failure> failure) {}

    @Override
    public void writeTo(OutputStream out) throws IOException {
        LineReader lines = new LineReader(body);
        List<Line> batch = new ArrayList<>(UserRepository.MAX_IMPORTED);
        try (ImportUsers.Run run = imports.begin(request.client());
                AnswerQueue answer = new AnswerQueue(out)) {
            while (lines.next()) {
                if (!lines.isBlank()) {
                    batch.add(read(lines));
                }
                if (batch.size() == UserRepository.MAX_IMPORTED || !lines.isReady()) {
                    answer.add(answers(batch, run));
                    batch.clear();
                }
            }
            answer.add(answers(batch, run));
        }
    }

    private Line read(LineReader line) {
        try {
            if (line.isTooLong()) {
                throw new Refusal.WithStatus(Statuses.PAYLOAD_TOO_LARGE);
            }
            return new Line(line.number(), Optional.of(user(line.line())), Optional.empty());
        } catch (RuntimeException e) {
            return new Line(line.number(), Optional.empty(), Optional.of(failure(e)));
        }
    }

    private ImportedUser user(byte[] line) {
        Input in = request.ofLine(JSON.read(line));
        in.read(fields);
        return new ImportedUser(
                in.get(EMAIL),
                in.get(OPTIONAL_USERNAME),
                in.get(PASSWORD_HASH),
                in.get(IS_ACTIVE_OR_TRUE),
                in.get(IS_VERIFIED),
                in.get(CREATED_AT),
                in.get(ROLES_OR_NONE));
    }

    private Answer.Failure failure(RuntimeException failure) {
        return errors.of(failure, FIELDS, request.language());
    }

    private byte[] answers(List<Line> batch, ImportUsers.Run run) {
        Iterator<ImportResult> results = stored(batch, run).iterator();
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        for (Line line : batch) {
            if (line.failure().isPresent()) {
                run.reject();
                answers.writeBytes(error(line, line.failure().get()));
            } else if (fault.isPresent()) {
                run.reject();
                answers.writeBytes(error(line, fault.get()));
            } else {
                answers.writeBytes(answer(line, results.next()));
            }
        }
        return answers.toByteArray();
    }

    private List<ImportResult> stored(List<Line> batch, ImportUsers.Run run) {
        if (fault.isPresent()) {
            return List.of();
        }
        try {
            return run.add(batch.stream().flatMap(line -> line.user().stream()).toList());
        } catch (RuntimeException e) {
            fault = Optional.of(failure(e));
            return List.of();
        }
    }

    private byte[] answer(Line line, ImportResult result) {
        if (result instanceof ImportResult.Created created) {
            return WRITER.line(
                    new Responses.LineStored(line.number(), created.id().value(), Optional.empty()));
        }
        if (result instanceof ImportResult.Existing existing) {
            return WRITER.line(
                    new Responses.LineStored(line.number(), existing.id().value(), Optional.of(true)));
        }
        return error(line, errors.of(((ImportResult.Rejected) result).error(), FIELDS, request.language()));
    }

    private static byte[] error(Line line, Answer.Failure failure) {
        return WRITER.line(Responses.LineError.of(line.number(), failure));
    }
}
