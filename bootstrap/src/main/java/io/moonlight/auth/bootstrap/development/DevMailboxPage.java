package io.moonlight.auth.bootstrap.development;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.moonlight.auth.domain.model.ClientAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /dev/mails}: the development mailbox as JSON, oldest mail first. Requests must name the loopback: a web page whose
 * own name resolves to this machine (DNS rebinding) must not read the mails.
 */
public final class DevMailboxPage implements Handler {

    /** The path of the page. */
    public static final String PATH = "/dev/mails";

    private final DevMailbox mailbox;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates a page that shows this mailbox. */
    public DevMailboxPage(DevMailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void handle(Context ctx) throws JsonProcessingException {
        if (!isLoopback(ctx.req().getServerName())) {
            throw new ForbiddenResponse();
        }
        List<Map<String, Object>> mails =
                mailbox.entries().stream().map(DevMailboxPage::fields).toList();
        ctx.header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType("application/json")
                .result(json.writeValueAsString(Map.of("mails", mails)));
    }

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || ClientAddress.parse(name)
                        .filter(address -> address.value().isLoopbackAddress())
                        .isPresent();
    }

    private static Map<String, Object> fields(DevMailbox.Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sent_at", entry.sentAt().toString());
        fields.put("to", entry.to());
        fields.put("subject", entry.subject());
        entry.code().ifPresent(code -> fields.put("code", code));
        fields.put("text", entry.text());
        fields.put("html", entry.html());
        return fields;
    }
}
