package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Language;

/**
 * Who makes a call.
 *
 * @param client from where and with what
 * @param language in which answers and mails are written
 */
record Caller(ClientInfo client, Language language) {}
