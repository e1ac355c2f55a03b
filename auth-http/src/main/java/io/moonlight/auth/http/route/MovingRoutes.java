package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.HASHES;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.ExportUsers;
import io.moonlight.auth.application.ImportUsers;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.JsonWriter;
import io.moonlight.auth.http.response.Responses;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;

/** The section "Moving in and out" of the contract. */
public final class MovingRoutes {

    private static final JsonWriter WRITER = new JsonWriter();

    private final Guard<Administration> guard;
    private final ImportUsers imports;
    private final ExportUsers exports;
    private final Errors errors;
    private final String prefix;

    /**
     * @param guard admits administrators
     * @param errors makes the answers to lines that are rejected
     */
    public MovingRoutes(Auth auth, Guard<Administration> guard, Errors errors, String basePath) {
        this.guard = guard;
        this.imports = auth.importUsers();
        this.exports = auth.exportUsers();
        this.errors = errors;
        this.prefix = basePath + "/admin/users";
    }

    /** Returns the calls. */
    public List<Route<?>> all() {
        return List.of(
                new Route<>(
                        "POST",
                        prefix + "/import",
                        guard,
                        List.of(),
                        ImportAnswer.FIELDS,
                        (in, administration) -> importUsers(in)),
                new Route<>(
                        "GET", prefix + "/export", guard, List.of(HASHES), (in, administration) -> exportUsers(in)));
    }

    private Answer importUsers(Input in) {
        return new Answer.Lines(new ImportAnswer(in.stream(), in, imports, errors));
    }

    private Answer exportUsers(Input in) {
        Iterator<ExportedUser> users = exports.handle(new ExportUsers.Command(in.get(HASHES), in.client()));
        return new Answer.Lines(out -> write(users, out));
    }

    private static void write(Iterator<ExportedUser> users, OutputStream out) throws IOException {
        while (users.hasNext()) {
            out.write(WRITER.line(Responses.ExportedUserData.of(users.next())));
        }
        out.flush();
    }
}
