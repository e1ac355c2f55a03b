package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.spring.web.CurrentUser;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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

    @GetMapping("/notes")
    List<Note> list(@CurrentUser Principal caller) {
        return notes.of(caller.user().id());
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Note add(@CurrentUser Principal caller, @RequestBody NoteRequest body) {
        return notes.add(caller.user().id(), body.text());
    }

    @GetMapping("/notes/all")
    @PreAuthorize("hasRole('editor')")
    List<Note> all() {
        return notes.all();
    }
}
