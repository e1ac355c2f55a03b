package io.moonlight.auth.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /dev/mails}: the development mailbox as JSON, oldest mail first. */
final class DevMailboxPage implements Handler {

    static final String PATH = "/dev/mails";

    private final DevMailbox mailbox;
    private final ObjectMapper json = new ObjectMapper();

    DevMailboxPage(DevMailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void handle(Context ctx) throws JsonProcessingException {
        List<Map<String, Object>> mails =
                mailbox.entries().stream().map(DevMailboxPage::fields).toList();
        ctx.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(json.writeValueAsString(Map.of("mails", mails)));
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
