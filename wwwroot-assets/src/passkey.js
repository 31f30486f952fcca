// Passkeys on the account pages (WebAuthn). A form with data-passkey="add" or "sign-in" asks the portal for options, the browser for
// a credential, and is then sent with it. Where the browser has no passkeys the form stays hidden.

const supported = () => typeof PublicKeyCredential !== 'undefined'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';

async function optionsOf(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error('The portal did not answer. Load the page again.');
  return answer.json();
}

async function credentialFor(form) {
  const options = await optionsOf(form);
  return form.dataset.passkey === 'add'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function send(form) {
  const said = form.querySelector('[role="status"]');
  const button = form.querySelector('button');
  button.disabled = true;
  said.textContent = 'Waiting for your device…';
  try {
    form.elements.credential.value = JSON.stringify(await credentialFor(form));
    form.submit();
  } catch (error) {
    // Dismissed by the person, or not possible on this device.
    said.textContent = error.name === 'NotAllowedError' ? 'Nothing was done: the request was dismissed or took too long.' : error.message;
    button.disabled = false;
  }
}

if (supported()) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
