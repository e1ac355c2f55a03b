package notes;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresSettings;
import java.security.SecureRandom;

/** Starts the application on a PostgreSQL of its own, which is gone with it, and prints mails in place of sending them. */
public final class NotesMain {

    private static final int BCRYPT_COST = 12;
    private static final int PORT = 8080;

    private NotesMain() {}

    /** @param args the port to listen on; 8080 if there is none */
    public static void main(String[] args) {
        int port = args.length == 0 ? PORT : Integer.parseInt(args[0]);
        EmbeddedPostgres postgres = EmbeddedPostgres.temporary(); // or one of your own: url, user, password
        HikariDataSource dataSource =
                PostgresDataSource.pool(PostgresSettings.of(postgres.jdbcUrl(), postgres.user(), postgres.password()));

        Mailer mailer = mail -> {
            if (mail instanceof Mail.Code code) {
                System.out.println("Mail to " + mail.to().value() + ": your code is "
                        + code.code().digits());
            }
        };

        var random = new SecureRandom();
        NotesApp app =
                NotesApp.start(dataSource, mailer, random.generateSeed(32), random.generateSeed(32), BCRYPT_COST, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            app.close();
            dataSource.close();
            postgres.close();
        }));
        System.out.println("Notes at http://127.0.0.1:" + app.port() + "/notes; Ctrl-C ends it.");
    }
}
