package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.application.session.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The application's own calls, which know who is calling. */
@RestController
class NotesController {

    record NoteRequest(String text) {}

    private final Notes notes;

    NotesController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping("/me")
    Answers.User me(@RequestAttribute(BearerGuard.CALLER) Principal caller) {
        return Answers.of(caller.user());
    }

    @GetMapping("/notes")
    List<Note> list(@RequestAttribute(BearerGuard.CALLER) Principal caller) {
        return notes.of(caller.user().id());
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Note add(@RequestAttribute(BearerGuard.CALLER) Principal caller, @RequestBody NoteRequest body) {
        return notes.add(caller.user().id(), body.text());
    }
}
