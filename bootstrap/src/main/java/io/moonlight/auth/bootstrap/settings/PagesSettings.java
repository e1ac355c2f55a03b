package io.moonlight.auth.bootstrap.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the web pages.
 *
 * @param served whether there are any
 * @param returnTo where the pages may send a user after the sign-in
 * @param accent the colour of the product, on pages and in mails, like {@code #4c5fd5}
 * @param logo an image file
 * @param terms the address of the terms of service
 * @param privacy the address of the privacy policy
 */
public record PagesSettings(
        boolean served,
        List<String> returnTo,
        Optional<String> accent,
        Optional<Path> logo,
        Optional<String> terms,
        Optional<String> privacy) {}
