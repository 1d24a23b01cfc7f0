// The one button that plays, pauses and plays again.

const button = name => [...document.querySelectorAll("button")].find(({ ariaLabel, innerText }) => name.test(ariaLabel ?? innerText.trim()));

/** Presses the button of a name, and resolves when it has another. */
const press = async (name, after) => {
    const pressed = button(name);
    if (!pressed) throw new Error(`there is no button ${name}`);
    pressed.click();
    const deadline = performance.now() + 20_000;
    while (!button(after)) {
        if (performance.now() > deadline) throw new Error(`${name} was pressed, and no ${after} came`);
        await new Promise(requestAnimationFrame);
    }
};
