package io.moonlight.auth.bootstrap;
